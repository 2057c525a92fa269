import { type Variant } from './matrix.js';
import type { Names } from './names.js';
import type { PipelineFile } from './pipeline-file.js';
import type { PlannedJob } from './planned.js';
export interface FileContext {
  readonly file: PipelineFile;
  readonly names: Names;
  /** Of the file. */
  readonly directory: string;
}
export declare function planJob(context: FileContext, fileName: string, variant: Variant): PlannedJob;
