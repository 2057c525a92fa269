import type { PipelineFile } from './pipeline-file.js';
import type { PlannedJob } from './planned.js';
/** The jobs, each behind all that it needs. A cycle, or two needs that declare the same output, is an error. */
export declare function checkGraph(jobs: readonly PlannedJob[], file: PipelineFile): PlannedJob[];
