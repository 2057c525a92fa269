import { serialize } from 'node:v8';
import { CODE_FOLDER } from './code-folder.js';

const TEXT_MAX = 64 << 10;
const FIELD_BYTES_MAX = 64 << 10;
const DEPTH_MAX = 5;
/** Anything that was thrown; never throws itself, whatever getters and proxies the value has. */
export function errorData(thrown, depth = 0) {
  try {
    return thrown instanceof Error || isErrorLike(thrown) ? readError(thrown, depth) : describeValue(thrown);
  } catch {
    return { name: 'Error', message: 'The value that was thrown cannot be read' };
  }
}
function isErrorLike(value) {
  return typeof value === 'object' && value !== null && 'message' in value && 'stack' in value;
}
function readError(error, depth) {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  const fields = readFields(error);
  return {
    name: cut(String(name)),
    message: cut(String(message)),
    ...(typeof stack === 'string' && { stack: cut(ownPart(stack)) }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(fields && { fields }),
    ...(cause !== undefined && depth < DEPTH_MAX && { cause: errorData(cause, depth + 1) }),
  };
}
const OUR_FOLDER = new URL('.', import.meta.url).href;
/** Without our own calls at its end, and with the paths that the module has on the host. */
function ownPart(stack) {
  const lines = stack.split('\n');
  const ours = lines.findIndex((line) => /^\s+at /.test(line) && line.includes(OUR_FOLDER));
  const kept = ours > 0 ? lines.slice(0, ours) : lines;
  return kept
    .join('\n')
    .replaceAll(`${CODE_FOLDER}/`, '/')
    .replaceAll(/(\.\w+)\?v=[\d-]+:/g, '$1:');
}
const OWN_PLACE = new Set(['name', 'message', 'stack', 'code', 'cause']);
function readFields(error) {
  const fields = {};
  for (const name of Object.keys(error)) {
    if (OWN_PLACE.has(name)) continue;
    const value = Reflect.get(error, name);
    if (canClone(value)) fields[name] = value;
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}
function canClone(value) {
  try {
    return serialize(value).length <= FIELD_BYTES_MAX;
  } catch {
    return false;
  }
}
function describeValue(value) {
  const message = typeof value === 'string' ? value : `a ${typeof value} was thrown: ${String(value)}`;
  return { name: 'Error', message: cut(message), ...(canClone(value) && { fields: { thrown: value } }) };
}
function cut(text) {
  return text.length <= TEXT_MAX ? text : `${text.slice(0, TEXT_MAX)}...`;
}
//# sourceMappingURL=error-data.js.map
