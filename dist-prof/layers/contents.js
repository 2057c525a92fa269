/**
 * `contents`: which contents the files of a layer have, for finding equal ones without reading its manifest. Six bytes
 * of each digest, sorted; what is found by them is looked up in the manifest. Nothing in it defines the layer, and a
 * layer without it only shares nothing.
 */
import { readFileSync } from 'node:fs';
import { fsPath, joinRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { layerPath } from './store.js';
export const CONTENTS_NAME = 'contents';
/** Sharing less than a block saves nothing. */
export const SHARED_BYTES_MIN = 4096;
const KEY_BYTES = 6;
export function isShareable(entry) {
  return entry.kind === 'object' && entry.sha256 !== undefined && entry.object.size >= SHARED_BYTES_MIN;
}
/** A number that stands for a digest, and seldom for another one as well. */
export function contentKey(sha256) {
  return Number.parseInt(sha256.slice(0, 2 * KEY_BYTES), 16);
}
export function encodeContents(entries) {
  const keys = new Set(entries.filter(isShareable).map(({ sha256 }) => sha256.slice(0, 2 * KEY_BYTES)));
  return Buffer.from([...keys].sort().join(''), 'hex');
}
/** Those of `wanted` that the layer may have. */
export function findContents(store, id, wanted) {
  const bytes = readContents(joinRaw(layerPath(store, id), CONTENTS_NAME));
  const found = [];
  for (let at = 0; at + KEY_BYTES <= bytes.length; at += KEY_BYTES) {
    const key = bytes.readUIntBE(at, KEY_BYTES);
    if (wanted.has(key)) found.push(key);
  }
  return found;
}
function readContents(path) {
  try {
    return readFileSync(fsPath(path));
  } catch (error) {
    // Where it cannot be read the layer is no help; whether it is whole is not asked here.
    if (hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EIO')) return Buffer.alloc(0);
    throw error;
  }
}
//# sourceMappingURL=contents.js.map
