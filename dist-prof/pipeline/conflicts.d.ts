import type { Turn } from './run-context.js';
/** LAYOVER_PIPELINE, naming both and the path, where two of what a job stands on contradict each other. */
export declare function refuseConflicts({ job, context, signal }: Turn): Promise<void>;
