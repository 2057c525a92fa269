/** Pipeline files: YAML of a strict schema. */
import { parseYaml, readYamlText, type YamlFile } from '../sandbox/definition/strict-yaml.js';
import type { PipelineSpec } from './pipeline-spec.js';

/** A pipeline as its file has it, and a way to point into that file. */
export interface PipelineFile extends YamlFile<PipelineSpec> {
  readonly path: string;
}

export async function readPipelineFile(path: string): Promise<PipelineFile> {
  return await parsePipeline(await readYamlText(path, 'pipeline'), path);
}

/** Checks the text of a pipeline; `path` names it in errors. */
export async function parsePipeline(text: string, path: string): Promise<PipelineFile> {
  const [{ z }, { pipelineSchema }] = await Promise.all([import('zod'), import('./schema.js')]);
  return { ...(await parseYaml(text, path, pipelineSchema(z))), path };
}
