/** `layer.json`: when and from what a layer was first made, and its sums. Nothing in it defines the layer. */
import { readFileSync } from 'node:fs';
import { fsPath, joinRaw, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { isLayerId, layerPath } from './store.js';
export const RECORD_NAME = 'layer.json';
const VERSION = 1;
export function encodeRecord(record) {
  return Buffer.from(`${JSON.stringify({ version: VERSION, ...record }, undefined, 1)}\n`);
}
/** Undefined where there is no such layer. */
export function findLayer(store, id) {
  const file = joinRaw(layerPath(store, id), RECORD_NAME);
  try {
    return parseRecord(readFileSync(fsPath(file), 'utf8'), file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
export function getLayer(store, id) {
  const record = findLayer(store, id);
  if (record !== undefined) return record;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is no layer sha256:${id} in the store`, {
    hint: 'See `layover layer ls`.',
  });
}
function parseRecord(text, file) {
  const { version, ...record } = parseJson(text, file);
  if (version === VERSION && isLayerId(record.id)) return record;
  throw new LayoverError('LAYOVER_LAYER_DAMAGED', `${quoteRaw(file)} is no record of version ${VERSION}`);
}
/** `file` names it in the error. */
export function parseJson(text, file) {
  try {
    const value = JSON.parse(text);
    if (typeof value !== 'object' || value === null) throw new Error('it is no object');
    return value;
  } catch (cause) {
    const message = `${quoteRaw(file)} is not JSON as layover writes it`;
    throw new LayoverError('LAYOVER_LAYER_DAMAGED', message, { cause, hint: 'See `layover layer verify`.' });
  }
}
//# sourceMappingURL=record.js.map
