import { type PipelineFile } from './pipeline-file.js';
import type { Plan } from './planned.js';
export declare function readPlan(path: string): Promise<Plan>;
/** Throws LAYOVER_DEFINITION, with line and column, for whatever cannot be. */
export declare function planPipeline(file: PipelineFile): Plan;
