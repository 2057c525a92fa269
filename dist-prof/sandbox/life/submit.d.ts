import type { Resources } from '../../scheduler/resources.js';
import type { Scheduler } from '../../scheduler/scheduler.js';
import type { RunContext, Task } from '../../scheduler/task.js';
import type { RunSpec } from '../definition/spec.js';
import type { WorkerSpec } from '../definition/worker-spec.js';
import type { Job } from '../result/job.js';

type AnySpec = RunSpec | WorkerSpec;
/**
 * A job, and when it is to run. It has `succeeded` when its command exited with 0, it has `failed` with any other outcome, and
 * is `errored` where layover could not run it. Of several attempts the last one's job is kept.
 */
export interface JobTask extends Omit<Task<Job>, 'run'> {
  /** What to run. A function is asked before each attempt, when the needs have ended: their jobs are in its argument. */
  readonly spec: AnySpec | ((context: RunContext<Job>) => AnySpec | Promise<AnySpec>);
}
type RunOne = (spec: AnySpec) => Promise<Job>;
/** LAYOVER_USAGE for a spec that cannot be. */
export declare function taskOf({ spec, ...task }: JobTask, runOne: RunOne): Task<Job>;
/** One job, in its turn: however it ends, others are none the worse. Rejects with what kept it from running. */
export declare function runDirect(scheduler: Scheduler<Job>, spec: AnySpec, runOne: RunOne): Promise<Job>;
/** What this machine has, for the scheduler to count. Disk is what is free there now. */
export declare function readResources(path: string): Promise<Resources>;
export {};
