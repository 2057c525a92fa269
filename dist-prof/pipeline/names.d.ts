import { type Variant } from './matrix.js';
import type { PipelineFile } from './pipeline-file.js';
export declare class Names {
  #private;
  constructor(file: PipelineFile, variants: ReadonlyMap<string, readonly Variant[]>);
  /** Of a job of the file. */
  variantsOf(name: string): readonly Variant[];
  /** One job by its full name, or all variants of a job of the file. What is neither is an error at `path`. */
  find(word: string, path: readonly PropertyKey[]): string[];
}
