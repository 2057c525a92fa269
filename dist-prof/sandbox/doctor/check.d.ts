export type CheckGroup = 'namespaces' | 'view' | 'user ids' | 'state' | 'filters' | 'limits' | 'host';
/** What was tried, and what came of it. */
export interface Check {
  readonly name: string;
  readonly group: CheckGroup;
  readonly status: 'ok' | 'missing' | 'limited' | 'not-tried';
  /** What was seen. */
  readonly detail: string;
  /** The kernel's error, by name. */
  readonly errno?: string | undefined;
  /** The command or the setting that would put it right. */
  readonly remedy?: string | undefined;
  /** What layover cannot do without it. Absent where something else does the same. */
  readonly affects?: string | undefined;
}
export interface DoctorReport {
  readonly mode: 'root' | 'rootless';
  /** Whether jobs can run at all, and whether all that layover can do works. */
  readonly canRun: 'yes' | 'with limits' | 'no';
  /** The verdict in one sentence. */
  readonly verdict: string;
  readonly kernel: string;
  readonly home: string;
  readonly checks: readonly Check[];
}
