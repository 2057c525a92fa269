/** How a job ended, as data. A command, or a function, that fails is no error of layover's. */
export type Outcome =
  /** A worker's function: what it returned. */
  | { readonly kind: 'returned'; readonly value: unknown }
  /** A worker's function, or its module: what was thrown, and by what. */
  | { readonly kind: 'threw'; readonly error: ThrownError; readonly origin: ErrorOrigin }
  | { readonly kind: 'exited'; readonly exitCode: number }
  | { readonly kind: 'signaled'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'timed-out'; readonly afterMs: number }
  | { readonly kind: 'out-of-memory'; readonly limitBytes: number }
  | { readonly kind: 'limit'; readonly which: 'output' | 'pids' | 'disk' | 'inodes' }
  | { readonly kind: 'canceled' }
  /** The command could not be executed: `errno` is ENOENT, EACCES, ENOEXEC, ... */
  | { readonly kind: 'not-started'; readonly code: string; readonly step: string; readonly errno: string };

/** An error that a worker threw, as data. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string | number;
  /** Its other own fields, those that can be cloned. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly cause?: ThrownError;
}

/** The function, the loading of its module, or something that nobody waited for. */
export type ErrorOrigin = 'function' | 'load' | 'uncaught' | 'unhandled-rejection';

/** Whether the command, or the function, did what it was asked to. */
export function isSuccess(outcome: Outcome): boolean {
  return outcome.kind === 'returned' || (outcome.kind === 'exited' && outcome.exitCode === 0);
}

export interface Usage {
  readonly wallMs: number;
  readonly userMs: number;
  readonly systemMs: number;
  /** Of all its processes together where a cgroup counted, else of its largest process. */
  readonly memoryPeakBytes: number;
  /** The most processes and threads at once. */
  readonly processesPeak?: number;
  /** From and to disks, where a cgroup counted; v1 leaves out what was written back later. */
  readonly readBytes?: number;
  readonly writtenBytes?: number;
}
