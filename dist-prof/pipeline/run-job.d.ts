import type { Verdict } from '../scheduler/task.js';
import type { JobDone } from './events.js';
import type { Turn } from './run-context.js';
export declare function runPipelineJob(turn: Turn): Promise<Verdict<JobDone>>;
