/** Filling a staging directory: the tree, hashed on the way, then the manifest and the record, all synced. */
import { joinRaw, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import type { Part } from '../overlay/part.js';
import type { Entry } from '../tree/entry.js';
import { Sources } from '../tree/sources.js';
import { CONTENTS_NAME, encodeContents } from './contents.js';
import { DEVICE_HINTS } from './device-failure.js';
import { syncDirectory, syncTree, writeNewFile } from './durable.js';
import { FileSharing } from './file-sharing.js';
import {
  encodeManifest,
  idOfManifest,
  type LayerEntry,
  type LayerObject,
  type LayerObjectEntry,
} from './manifest.js';
import type { Planned } from './plan-layer.js';
import { encodeRecord, type LayerRecord, RECORD_NAME } from './record.js';
import type { Staging } from './staging.js';
import { type LayerStyle, MANIFEST_NAME } from './store.js';
import { TreeWriter } from './tree-writer.js';
import { UpperFiles } from './upper-files.js';

export interface StageOptions {
  readonly part: Part;
  readonly style: LayerStyle;
  /** Throws to stop; called between entries and between pieces of large files. */
  readonly checkCanceled?: (() => void) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A layer on disk without its place yet. */
export interface StagedLayer {
  readonly staging: Staging;
  readonly record: LayerRecord;
}

/**
 * Makes the tree of a layer from a job's changes. The upper's files are not copied but get a second name: nothing
 * writes to an upper once its job has ended, and the job stays whole whatever becomes of this commit. Until it is
 * discarded and gone, jobs on the layer see a link count that is too high by as much.
 */
export function stageTree(
  staging: Staging,
  planned: readonly Planned[],
  options: StageOptions,
): LayerEntry[] {
  const { part, style, checkCanceled, onProgress } = options;
  using writer = new TreeWriter(staging.tree, { style, check: checkCanceled });
  using upper = new UpperFiles(part, style);
  const sources = new Sources();
  try {
    const stage = { writer, upper, sources, firsts: new Map<RawPath, RawPath>() };
    const entries = planned.map((one, index) => {
      checkCanceled?.();
      onProgress?.(index + 1, planned.length);
      return explaining(one.path, () => stageOne(stage, one));
    });
    new FileSharing(staging.store).share(staging, entries, checkCanceled);
    finishDirectories(writer, entries);
    return entries;
  } finally {
    sources.close();
  }
}

/** Writes what goes with a staged tree, and waits until all of it is on disk. */
export function sealStaging(
  staging: Staging,
  entries: readonly LayerEntry[],
  about: Pick<LayerRecord, 'below' | 'createdBy' | 'marks' | 'merges'>,
): StagedLayer {
  const manifest = encodeManifest(entries);
  const files = entries.flatMap((entry) => (isFile(entry) ? [entry] : []));
  const record: LayerRecord = {
    id: idOfManifest(manifest),
    createdAt: new Date().toISOString(),
    entries: entries.length,
    files: files.length,
    bytes: files.reduce((sum, { object }) => sum + object.size, 0),
    ...about,
  };
  syncTree(staging.tree, pathsToSync(entries));
  writeNewFile(joinRaw(staging.path, MANIFEST_NAME) as typeof staging.path, manifest);
  writeNewFile(joinRaw(staging.path, CONTENTS_NAME) as typeof staging.path, encodeContents(entries));
  writeNewFile(joinRaw(staging.path, RECORD_NAME) as typeof staging.path, encodeRecord(record));
  syncDirectory(staging.path);
  return { staging, record };
}

interface Stage {
  readonly writer: TreeWriter;
  readonly upper: UpperFiles;
  readonly sources: Sources;
  /** The path that was made first of each group of hard links. */
  readonly firsts: Map<RawPath, RawPath>;
}

function stageOne(stage: Stage, planned: Planned): LayerEntry {
  const { path, entry, group } = planned;
  const { writer, firsts } = stage;
  if (entry === undefined) {
    writer.makeWhiteout(path);
    return { kind: 'deleted', path };
  }
  const first = group === undefined ? undefined : firsts.get(group);
  if (first !== undefined) {
    writer.link(first, path);
    return { kind: 'link', path, to: first };
  }
  if (group !== undefined) firsts.set(group, path);
  return makeObject(stage, entry, planned);
}

function makeObject(
  { writer, upper, sources }: Stage,
  entry: Entry,
  { path, isOpaque, sha256 }: Planned,
): LayerEntry {
  const object = objectOf(entry);
  if (entry.type === 'directory') {
    writer.makeDirectory(path);
    return { kind: 'object', path, object, ...(isOpaque && { isOpaque }) };
  }
  const isLent = upper.lend(entry, (from) => writer.adopt(from, path, entry));
  if (!isLent) writer.copy(path, entry, sources);
  if (entry.type !== 'file') return { kind: 'object', path, object };
  const known = isLent ? sha256 : undefined;
  return { kind: 'object', path, object, sha256: known ?? writer.digest(path, entry.size) };
}

/** Without what differs between file systems: where it lies, and how long they say a target is. */
function objectOf({ source: _source, ...object }: Entry): LayerObject {
  return { ...object, size: object.target?.length ?? (object.type === 'file' ? object.size : 0) };
}

/** The deepest first: making something in a directory changes its times. */
export function finishDirectories(writer: TreeWriter, entries: readonly LayerEntry[]): void {
  for (const entry of entries.toReversed()) {
    if (entry.kind !== 'object' || entry.object.type !== 'directory') continue;
    const { path, object, isOpaque = false } = entry;
    explaining(path, () => writer.finishDirectory(path, object, { isOpaque }));
  }
}

function isFile(entry: LayerEntry): entry is LayerObjectEntry {
  return entry.kind === 'object' && entry.object.type === 'file';
}

function pathsToSync(entries: readonly LayerEntry[]): RawPath[] {
  return entries
    .filter((entry) => entry.kind === 'object' && ['file', 'directory'].includes(entry.object.type))
    .map(({ path }) => path);
}

export function explaining<T>(path: RawPath, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause)) throw cause;
    const where = path === ROOT_PATH ? 'The root of the tree' : quoteRaw(path);
    throw new LayoverError(
      'LAYOVER_COMMIT_PATH',
      `${where} cannot be stored in a layer: ${messageOf(cause)}`,
      {
        cause,
        hint: HINTS[String((cause as NodeJS.ErrnoException).code)],
      },
    );
  }
}

const HINTS: Readonly<Record<string, string>> = {
  ...DEVICE_HINTS,
  EPERM: 'Devices, and some attributes, are for root alone.',
  EINVAL: 'It may have an owner that this user has no id for: run as root, or configure subordinate ids.',
};
