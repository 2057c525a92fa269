import type { FailureMode } from '../scheduler/options.js';
import type { Resources } from '../scheduler/resources.js';
import type { JobEnd } from './events.js';
import type { RunContext } from './run-context.js';
export interface ScheduleOptions {
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** What jobs with limits may take together; default what the machine has. */
  readonly resources?: Resources | undefined;
  /** Default `finish-running`. */
  readonly failureMode?: FailureMode | undefined;
  /** Ends every job but those that are always run, which still have their turn. */
  readonly signal: AbortSignal;
}
/** How each job ended. Answers when all have, and nothing of them runs any more. */
export declare function runJobs(context: RunContext, options: ScheduleOptions): Promise<Map<string, JobEnd>>;
