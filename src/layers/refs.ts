/** Names of chains of layers: one small file each, replaced all at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { fsPath, type HostPath, joinRaw, type RawPath, rawFromText } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { replaceFile, syncDirectory, TEMPORARY_PREFIX } from './durable.js';
import type { StoredConfig } from './oci/image-config.js';
import { type ChainLink, parseJson } from './record.js';
import { isLayerId, type LayerStore } from './store.js';

/** What a name stands for. */
export interface LayerRef {
  readonly name: string;
  readonly createdAt: string;
  /** The topmost first. Directories are where the user has them, and may have changed since. */
  readonly chain: readonly ChainLink[];
  /** Of the image that it was imported from, or goes out as. */
  readonly config: StoredConfig;
}

const VERSION = 1;
/** In front may be a registry with its port. */
const NAME_PATTERN =
  /^(?:[a-z0-9][a-z0-9.-]*:[0-9]{1,5}\/)?[a-z0-9][a-z0-9._/-]*(?::[A-Za-z0-9_][A-Za-z0-9._-]*)?$/;
const NAME_LENGTH_MAX = 200;
/** The kernel's; a slash takes three bytes there. */
const FILE_NAME_MAX = 255;
const DEFAULT_TAG = ':latest';

/** Whether `text` could be a name of the store. */
export function isRefName(text: string): boolean {
  return (
    NAME_PATTERN.test(text) &&
    text.length <= NAME_LENGTH_MAX &&
    fileOf(text).length <= FILE_NAME_MAX &&
    text.split('/').every((part) => part !== '' && !/^\.\.?(?::|$)/.test(part))
  );
}

/** The name as it is kept: `app:latest` is `app`. LAYOVER_USAGE where it is none. */
export function parseRefName(text: string): string {
  if (isRefName(text)) return text.endsWith(DEFAULT_TAG) ? text.slice(0, -DEFAULT_TAG.length) : text;
  throw new LayoverError('LAYOVER_USAGE', `${JSON.stringify(text)} is no name for a layer`, {
    hint: 'Lower-case letters, digits and . _ - /, and a tag behind ":" if wanted: base, team/app:v2.',
  });
}

const OWN_PREFIX = 'layover/';
const ID_PREFIX = 'sha256:';

/** The same for a name that a user gives: none that layover makes and collects by itself, and none that reads as an id. */
export function parseGivenName(text: string): string {
  const name = parseRefName(text);
  const problem = name.startsWith(OWN_PREFIX)
    ? `Names that begin with ${OWN_PREFIX} are layover's own`
    : name.startsWith(ID_PREFIX)
      ? `What begins with ${ID_PREFIX} is the id of a layer`
      : undefined;
  if (problem === undefined) return name;
  throw new LayoverError('LAYOVER_USAGE', `${problem}, got ${JSON.stringify(text)}`, {
    hint: 'Choose another name.',
  });
}

/** Undefined where nothing has that name. */
export function findRef(store: LayerStore, text: string): LayerRef | undefined {
  const name = parseRefName(text);
  const file = joinRaw(store.refs, fileOf(name)) as HostPath;
  try {
    return parseRef(name, readFileSync(fsPath(file), 'utf8'), file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function getRef(store: LayerStore, name: string): LayerRef {
  const ref = findRef(store, name);
  if (ref !== undefined) return ref;
  throw new LayoverError('LAYOVER_LAYER_UNKNOWN', `Nothing in the store is named ${JSON.stringify(name)}`, {
    hint: 'See `layover layer ls`.',
  });
}

/** Sorted by name. */
export function listRefs(store: LayerStore): LayerRef[] {
  const files = readdirSync(fsPath(store.refs)).filter((file) => !file.startsWith(TEMPORARY_PREFIX));
  const refs = files.map((file) => findRef(store, decodeURIComponent(file)));
  return refs.filter((ref) => ref !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Gives the name to this chain, whatever had it before. To be done with the store's lock held. */
export function writeRef(store: LayerStore, ref: LayerRef): void {
  const text = `${JSON.stringify({ version: VERSION, ...ref }, undefined, 1)}\n`;
  replaceFile(store.refs, fileOf(parseRefName(ref.name)), Buffer.from(text));
}

/** Takes the name away; its layers stay until garbage is collected. */
export function removeRef(store: LayerStore, name: string): void {
  getRef(store, name);
  syscalls.unlink(AT_FDCWD, joinRaw(store.refs, fileOf(parseRefName(name))));
  syncDirectory(store.refs);
}

/** Removes what killed writers left; for one who holds the store's lock exclusively. */
export function sweepRefs(store: LayerStore): void {
  for (const file of readdirSync(fsPath(store.refs))) {
    if (file.startsWith(TEMPORARY_PREFIX)) {
      syscalls.unlink(AT_FDCWD, joinRaw(store.refs, rawFromText(file)));
    }
  }
}

/** The layers of a chain, without the directories between them. */
export function layersOf(chain: readonly ChainLink[]): string[] {
  return chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
}

// The grammar leaves nothing to escape but the slash.
function fileOf(name: string): RawPath {
  return name.replaceAll('/', '%2F') as RawPath;
}

function parseRef(name: string, text: string, file: HostPath): LayerRef {
  const { version, ...ref } = parseJson<LayerRef & { version: number }>(text, file);
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
