/**
 * What passes between the runner and a process that runs one job. The runner writes a `ProcessJob` to its standard input
 * and closes it; the process writes to its standard output
 *
 *   MARKER, when it is ready; MARKER, when it has its job; what that prints; MARKER; how the job ended
 *
 * both as `v8.serialize` gives it. The marker is random, and given as the process's only word.
 */
import type { JobModule, ThreadEnd } from './messages.js';
export interface ProcessJob {
  readonly module: JobModule;
  /** As `v8.serialize` gives it. */
  readonly params: Uint8Array;
  readonly resultBytesMax: number;
  /** `KEY=value`, raw. */
  readonly env: readonly string[];
}
export type ProcessEnd = Extract<
  ThreadEnd,
  {
    kind: 'returned' | 'threw';
  }
>;
export declare const MARKER_BYTES = 16;
/** Where Node itself is shown in the view of such a job, and layover's own part in it. */
export declare const NODE_FOLDER = '/.layover/node';
export declare const RUNNER_FOLDER = '/.layover/runner';
