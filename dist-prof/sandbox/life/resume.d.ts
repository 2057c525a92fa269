import type { RunSpec } from '../definition/spec.js';
import type { Machine } from '../machine.js';
import { type JobRecord } from '../state/job-record.js';
/** How the further command ended, and the job with the changes of both. */
export interface Resumed {
  readonly record: JobRecord;
  readonly outcome: JobRecord['outcome'];
}
/** Nobody reads, commits or discards the job meanwhile. What it printed first stays its log. */
export declare function resumeJob(id: string, spec: RunSpec, machine: Machine): Promise<Resumed>;
