/** What becomes of a job's changes once its command has ended, as `run` was told. */
import type { CommitReport } from '../commit/report.js';
import { type Outcome } from '../jail/outcome.js';
import type { Job, JobResult } from '../sandbox/result/job.js';
import type { RunOptions } from './run-options.js';
export interface Settlement {
  /** With what has become of the changes. */
  readonly result: JobResult;
  /** Of a commit. */
  readonly report?: CommitReport;
  /** Why the commit failed; the job is kept then. */
  readonly failure?: unknown;
  /** Whether the job is still there. */
  readonly isKept: boolean;
}
export declare function chooseSettlement(
  outcome: Outcome,
  { onSuccess, onFailure }: RunOptions,
): NonNullable<RunOptions['onSuccess']>;
/**
 * After a commit the job is discarded: its changes are where they were wanted. It is kept where the commit left out
 * something, or where nothing at all was chosen, which may be a slip in a glob.
 */
export declare function settleJob(
  job: Job,
  options: RunOptions,
  ask: () => Promise<Settlement>,
): Promise<Settlement>;
interface CommitAnswer {
  /** What is left of the changes may be wanted elsewhere. */
  readonly isPart?: boolean;
  /** Whoever wants it has been told of the file systems. */
  readonly isAsked?: boolean;
}
export declare function commitJob(job: Job, options: RunOptions, answer?: CommitAnswer): Promise<Settlement>;
export {};
