/** Pipeline files: YAML of a strict schema. */
import { type YamlFile } from '../sandbox/definition/strict-yaml.js';
import type { PipelineSpec } from './pipeline-spec.js';
/** A pipeline as its file has it, and a way to point into that file. */
export interface PipelineFile extends YamlFile<PipelineSpec> {
  readonly path: string;
}
export declare function readPipelineFile(path: string): Promise<PipelineFile>;
/** Checks the text of a pipeline; `path` names it in errors. */
export declare function parsePipeline(text: string, path: string): Promise<PipelineFile>;
