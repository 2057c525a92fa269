import type { TaskEnd } from '../scheduler/task.js';
import type { JobDone, JobEnd } from './events.js';
export declare function endOf(end: TaskEnd<JobDone>): JobEnd;
/** In words, for people. */
export declare function describeTaskEnd(end: TaskEnd<JobDone>): string;
