/** Pipeline files: YAML of a strict schema. */
import { parseYaml, readYamlText } from '../sandbox/definition/strict-yaml.js';
export async function readPipelineFile(path) {
  return await parsePipeline(await readYamlText(path, 'pipeline'), path);
}
/** Checks the text of a pipeline; `path` names it in errors. */
export async function parsePipeline(text, path) {
  const [{ z }, { pipelineSchema }] = await Promise.all([import('zod'), import('./schema.js')]);
  return { ...(await parseYaml(text, path, pipelineSchema(z))), path };
}
//# sourceMappingURL=pipeline-file.js.map
