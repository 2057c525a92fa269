/** Names of chains of layers: one small file each, replaced all at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { fsPath, joinRaw, rawFromText } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { replaceFile, syncDirectory, TEMPORARY_PREFIX } from './durable.js';
import { parseJson } from './record.js';
import { isLayerId } from './store.js';

const VERSION = 1;
const NAME_PATTERN = /^[a-z0-9][a-z0-9._/-]*(?::[A-Za-z0-9_][A-Za-z0-9._-]*)?$/;
const NAME_LENGTH_MAX = 200;
const DEFAULT_TAG = ':latest';
/** Whether `text` could be a name of the store. */
export function isRefName(text) {
  return (
    NAME_PATTERN.test(text) &&
    text.length <= NAME_LENGTH_MAX &&
    text.split('/').every((part) => part !== '' && !/^\.\.?(?::|$)/.test(part))
  );
}
/** The name as it is kept: `app:latest` is `app`. LAYOVER_USAGE where it is none. */
export function parseRefName(text) {
  if (isRefName(text)) return text.endsWith(DEFAULT_TAG) ? text.slice(0, -DEFAULT_TAG.length) : text;
  throw new LayoverError('LAYOVER_USAGE', `${JSON.stringify(text)} is no name for a layer`, {
    hint: 'Lower-case letters, digits and . _ - /, and a tag behind ":" if wanted: base, team/app:v2.',
  });
}
/** Undefined where nothing has that name. */
export function findRef(store, text) {
  const name = parseRefName(text);
  const file = joinRaw(store.refs, fileOf(name));
  try {
    return parseRef(name, readFileSync(fsPath(file), 'utf8'), file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
export function getRef(store, name) {
  const ref = findRef(store, name);
  if (ref !== undefined) return ref;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `Nothing in the store is named ${JSON.stringify(name)}`, {
    hint: 'See `layover layer ls`.',
  });
}
/** Sorted by name. */
export function listRefs(store) {
  const files = readdirSync(fsPath(store.refs)).filter((file) => !file.startsWith(TEMPORARY_PREFIX));
  const refs = files.map((file) => findRef(store, decodeURIComponent(file)));
  return refs.filter((ref) => ref !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}
/** Gives the name to this chain, whatever had it before. To be done with the store's lock held. */
export function writeRef(store, ref) {
  const text = `${JSON.stringify({ version: VERSION, ...ref }, undefined, 1)}\n`;
  replaceFile(store.refs, fileOf(parseRefName(ref.name)), Buffer.from(text));
}
/** Takes the name away; its layers stay until garbage is collected. */
export function removeRef(store, name) {
  getRef(store, name);
  syscalls.unlink(AT_FDCWD, joinRaw(store.refs, fileOf(parseRefName(name))));
  syncDirectory(store.refs);
}
/** Removes what killed writers left; for one who holds the store's lock exclusively. */
export function sweepRefs(store) {
  for (const file of readdirSync(fsPath(store.refs))) {
    if (file.startsWith(TEMPORARY_PREFIX)) {
      syscalls.unlink(AT_FDCWD, joinRaw(store.refs, rawFromText(file)));
    }
  }
}
/** The layers of a chain, without the directories between them. */
export function layersOf(chain) {
  return chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
}
// The grammar leaves nothing to escape but the slash.
function fileOf(name) {
  return name.replaceAll('/', '%2F');
}
function parseRef(name, text, file) {
  const { version, ...ref } = parseJson(text, file);
  const isWhole = version === VERSION && ref.name === name && Array.isArray(ref.chain);
  if (isWhole && layersOf(ref.chain).every(isLayerId)) return ref;
  throw new LayoverError(
    'LAYOVER_LAYER_DAMAGED',
    `The record of the name ${name} is not what layover writes`,
    {
      hint: `Remove the name with \`layover layer rm ${name}\`, or commit to it again.`,
    },
  );
}
//# sourceMappingURL=refs.js.map
