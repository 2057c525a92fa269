import type { Layover } from '../sandbox/open.js';
import type { Selection, Snapshot } from '../sandbox/store/layer-work.js';
import type { Tell } from './events.js';
import type { Plan, PlannedJob } from './planned.js';
/**
 * A job sees what its `inputs` name. Without any it sees the whole project but for `.git`, the pipeline's own file, and
 * what the pipeline makes: places it commits or copies to, and what a job makes that was not given it, there or not.
 */
export declare function selectionOf(
  { inputs }: Pick<PlannedJob, 'inputs'>,
  plan: Pick<Plan, 'path' | 'jobs' | 'commits' | 'project'>,
): Selection;
/** What one job is given. */
export interface JobInputs {
  readonly snapshot: Snapshot;
  /** A worker's code, the packages it imports included, as a digest. */
  readonly code: string;
}
interface Taking {
  readonly layover: Layover;
  readonly tell: Tell;
  readonly signal: AbortSignal;
}
/** Of each job, all of one moment. */
export declare function takeInputs(plan: Plan, taking: Taking): Promise<Map<string, JobInputs>>;
export {};
