/** What lies below a job: the jobs whose changes it sees, in the order of an overlay's lowers. */
import type { PlannedJob } from './planned.js';

type Needing = Pick<PlannedJob, 'name' | 'needs' | 'prefer'>;
/** Of each job, itself and all below it, the topmost first. */
export type Stacks = ReadonlyMap<string, readonly string[]>;
/**
 * The job itself, then what its needs stand on: every job once, and above all that it needs. Of two needs the
 * preferred one lies higher; without a preference the one written last.
 */
export declare function stackOf(job: Needing, stacks: Stacks): string[];
/** Pairs of jobs below a job that could overwrite each other: neither an earlier job nor a preference says whose is seen. */
export declare function strangersOf(job: Needing, stacks: Stacks): Array<readonly [string, string]>;
export {};
