import type { WorkerSpec } from '../definition/worker-spec.js';
import type { Machine } from '../machine.js';
import type { JobRecord } from '../state/job-record.js';
/** Runs a worker's function to its end. The job is on disk when this returns, and its lock is free. */
export declare function runProcessJob(spec: WorkerSpec, machine: Machine): Promise<JobRecord>;
/** Has a process ready for the next job like this one. */
export declare function warmProcess(spec: WorkerSpec, machine: Machine): Promise<void>;
