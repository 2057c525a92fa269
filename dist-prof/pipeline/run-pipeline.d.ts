/**
 * Runs a plan: looks up its sandboxes, takes the project as it is now, hands each job to a scheduler, and commits what
 * the file says once all have succeeded. Everything that happens is told as events and written down.
 */
import type { Layover } from '../sandbox/open.js';
import type { JobEnd, PipelineEvent, RunStatus } from './events.js';
import type { Plan } from './planned.js';
import { type ScheduleOptions } from './run-jobs.js';
export interface PipelineOptions extends ScheduleOptions {
  readonly layover: Layover;
  /** Default true. */
  readonly usesCache?: boolean | undefined;
  /** Says of each job that is run why. */
  readonly explains?: boolean | undefined;
  /** A directory of results to look in and to add to, beside the state directory. */
  readonly cacheDirectory?: string | undefined;
  /** The version of layover. */
  readonly tool: string;
  readonly onEvent: (event: PipelineEvent) => void;
}
export interface PipelineResult {
  readonly run: string;
  readonly status: RunStatus;
  readonly jobs: ReadonlyMap<string, JobEnd>;
}
/** A job that fails is no error; what keeps the run itself from its end is, and the run is recorded as failed then. */
export declare function runPipeline(plan: Plan, options: PipelineOptions): Promise<PipelineResult>;
