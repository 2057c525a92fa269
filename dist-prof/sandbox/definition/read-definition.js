/**
 * Sandbox definitions: YAML files, shipped in `sandboxes/` or the user's own. The schema is strict, and an error
 * names the line and the column.
 */
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LayoverError } from '../../base/errors.js';
import { findNearest } from '../../base/nearest.js';
import { parseYaml, readYamlText } from './strict-yaml.js';

const SHIPPED = ['host', 'build', 'node', 'bare', 'strict'];
/** A shipped definition by name, or the user's by path: whatever has a slash or ends in .yaml is a path. */
export async function readDefinition(name) {
  const isFile = isDefinitionFile(name);
  if (!isFile && !SHIPPED.some((shipped) => shipped === name)) throw unknownSandbox(name);
  const file = isFile ? name : fileURLToPath(new URL(`../../../sandboxes/${name}.yaml`, import.meta.url));
  const definition = await parseDefinition(await readYamlText(file, 'sandbox definition'), file);
  return { ...definition, directory: dirname(resolve(file)) };
}
/** Whether the word for a sandbox is the path of a file: it has a slash, or ends as one. */
export function isDefinitionFile(name) {
  return name.includes('/') || /\.ya?ml$/.test(name);
}
function unknownSandbox(name) {
  const nearest = findNearest(name, SHIPPED);
  const meant = nearest === undefined ? '' : `Did you mean ${nearest}? `;
  return new LayoverError('LAYOVER_DEFINITION', `There is no sandbox ${JSON.stringify(name)}`, {
    hint: `${meant}Shipped are ${SHIPPED.join(', ')}; a file of your own is given by its path, ./${name}.yaml.`,
  });
}
/** Checks the text of a definition; `file` names it in errors. */
export async function parseDefinition(text, file) {
  const [{ z }, { definitionSchema }] = await Promise.all([import('zod'), import('./definition-schema.js')]);
  return (await parseYaml(text, file, definitionSchema(z))).value;
}
//# sourceMappingURL=read-definition.js.map
