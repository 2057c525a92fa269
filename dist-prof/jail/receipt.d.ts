import type { DriverName } from '../overlay/driver.js';
import type { Usage } from './outcome.js';
/** What was enforced for a job, and what was not to be had. In every result. */
export interface Receipt {
  readonly kernel: string;
  readonly mode: 'root' | 'rootless';
  /** Whether the program that a job could reach as its init's is a sealed copy. */
  readonly launcher: 'sealed' | 'file';
  readonly namespaces: readonly string[];
  /** Lines as in /proc/PID/uid_map. */
  readonly idMap: string;
  readonly network: 'none' | 'host';
  readonly driver: DriverName | 'portable';
  /** How the kernel was told the layers; only for the kernel driver. */
  readonly layersBy?: 'descriptor' | 'name';
  readonly capabilities: readonly string[];
  /** Of the filter of system calls. */
  readonly seccomp: SeccompReceipt | 'off';
  /** The kernel's version of Landlock, as it was used; 0 where it has none. */
  readonly landlockAbi: number;
  /** Those that were asked for. */
  readonly limits: {
    readonly [N in LimitName]?: LimitReceipt;
  };
  /** Of the result's `usage`: what nothing here could count. */
  readonly unmeasured: ReadonlyArray<keyof Usage>;
  /** Only of a worker's job: what it ran in. */
  readonly isolation?: IsolationReceipt;
  /** Files of the upper that were seen to have no writer left, and those that took no lease to show it. */
  readonly leases: {
    readonly proven: number;
    readonly unproven: number;
  };
  /** What was wanted and not to be had, and what was done instead. */
  readonly fallbacks: readonly Fallback[];
}
export interface IsolationReceipt {
  readonly kind: 'thread' | 'portable' | 'process';
  /** In words: `no security boundary`, or what there is. */
  readonly boundary: string;
  /** What the job left behind, so that its thread had to be replaced. */
  readonly leaks: readonly string[];
}
export interface SeccompReceipt {
  /** `sha256:…`, equal for equal filters. */
  readonly digest: string;
  readonly instructions: number;
}
export type LimitName =
  | 'memoryBytes'
  | 'cpus'
  | 'pids'
  | 'diskBytes'
  | 'inodes'
  | 'files'
  | 'timeoutMs'
  | 'outputBytes';
/** `watch`: the runner looks from time to time. `tmpfs` and `image`: a file system of just that size. */
export type DiskKeeper = 'watch' | 'tmpfs' | 'image';
export interface LimitReceipt {
  readonly value: number;
  /** `soft`: each process has it, or it is looked at from time to time; see `fallbacks`. */
  readonly kind: 'hard' | 'soft' | 'unavailable';
  /** Of disk and inodes: what holds it. */
  readonly by?: DiskKeeper;
}
export interface Fallback {
  readonly wanted: string;
  readonly used: string;
  readonly reason: string;
}
/** As in src/native/keeper/privileges.c: what is left is about the owners of files. */
export declare const KEPT_CAPABILITIES: readonly string[];
