/** The rlimits of every job (getrlimit(2)): a table, and what the limits that were asked for put into it. */
import type { Rlimit } from '../protocol.js';
export interface RlimitRequest {
  readonly files: number | undefined;
  /** The largest file. */
  readonly fileBytes: number | undefined;
  /** Of one process: where no group holds the whole job. */
  readonly memoryBytes: number | undefined;
  /** Of one user of the job. */
  readonly pids: number;
}
export declare function planRlimits({ files, fileBytes, memoryBytes, pids }: RlimitRequest): Rlimit[];
