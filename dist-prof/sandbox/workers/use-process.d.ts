import type { ProcessJob } from '../../worker/process-messages.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import { type WorkerSpec } from '../definition/worker-spec.js';
import { type JobRecord } from '../state/job-record.js';
import type { JobProcess } from './job-process.js';
export interface ProcessUse {
  readonly spec: WorkerSpec;
  readonly job: ProcessJob;
  readonly label: string;
  /** As it is asked for now: what a commit may hold. */
  readonly rules: ResolvedSpec['rules'];
}
/** Runs the job to its end, reads what it left, and records it. */
export declare function runInProcess(child: JobProcess, use: ProcessUse): Promise<JobRecord>;
/** The process had ended before it could be given the job: somebody killed it while it waited. Nothing has happened. */
export declare class NeverBegan extends Error {
  constructor();
}
