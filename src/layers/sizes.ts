/** How much layers hold, and what that takes on disk. */
import { type HostPath, splitRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { openFile } from '../tree/file-content.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { LayerLease } from './lock.js';
import type { LayerEntry, LayerObjectEntry } from './manifest.js';
import { canShareBlocks } from './share-file.js';
import { type LayerStore, layerPath, treePath } from './store.js';
import { readManifest } from './verify.js';

/** Bytes of the regular files of one layer. */
export interface LayerSize {
  readonly id: string;
  /** Content that no other layer has. */
  readonly unique: number;
  /** Content that another layer has as well. */
  readonly shared: number;
  /** What its files take on disk, were there no other layer. */
  readonly disk: number;
  /** How much of that another layer's files take as well: it lies there once. */
  readonly diskShared: number;
  /** How much of that no layer before it in the list takes: the sum of all is what the files of all take. */
  readonly diskAdded: number;
}

/** Of each layer, in the order given. Content is told apart by its digest; what a layer has twice counts once. */
export function measureLayers(store: LayerStore, ids: readonly string[]): LayerSize[] {
  const sharesBlocks = canShareBlocks(store.layers);
  const layers = ids.map((id) => {
    using _lease = new LayerLease(store, [layerPath(store, id)]);
    const entries = readManifest(store, id);
    return {
      id,
      contents: contentsOf(entries),
      places: placesOf(treePath(store, id), entries, sharesBlocks),
    };
  });
  const holders = countHolders(layers.map(({ contents }) => contents.keys()));
  const users = countHolders(layers.map(({ places }) => places.keys()));
  const seen = new Set<string>();
  return layers.map(({ id, contents, places }) => {
    const content = split(contents, holders);
    const blocks = split(places, users);
    const added = [...places].filter(([place]) => !seen.has(place));
    for (const [place] of added) seen.add(place);
    return {
      id,
      ...content,
      disk: blocks.unique + blocks.shared,
      diskShared: blocks.shared,
      diskAdded: sumOf(added),
    };
  });
}

type Bytes = ReadonlyMap<string, number>;

function contentsOf(entries: readonly LayerEntry[]): Bytes {
  const files = entries.filter(isFile);
  return new Map(files.map(({ sha256, object }) => [sha256 ?? '', object.size]));
}

function isFile(entry: LayerEntry): entry is LayerObjectEntry {
  return entry.kind === 'object' && entry.sha256 !== undefined;
}

function countHolders(all: ReadonlyArray<Iterable<string>>): Map<string, number> {
  const holders = new Map<string, number>();
  for (const keys of all) for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
  return holders;
}

function split(bytes: Bytes, holders: ReadonlyMap<string, number>): Pick<LayerSize, 'unique' | 'shared'> {
  const unique = sumOf([...bytes].filter(([key]) => holders.get(key) === 1));
  return { unique, shared: sumOf([...bytes]) - unique };
}

function sumOf(bytes: ReadonlyArray<readonly [string, number]>): number {
  return bytes.reduce((sum, [, count]) => sum + count, 0);
}

/** The bytes at each place on disk: an inode, or blocks that it shares with others. */
function placesOf(tree: HostPath, entries: readonly LayerEntry[], sharesBlocks: boolean): Bytes {
  const places = new Map<string, number>();
  using directories = new OpenDirectories([tree], OPEN_MAX);
  for (const { path } of entries.filter(isFile)) {
    const { parent, name } = splitRaw(path);
    const dirfd = directories.get(0, parent);
    const stat = syscalls.stat(dirfd, name);
    const extents = sharesBlocks ? sharedExtents(openFile(dirfd, name, stat)) : [];
    for (const [physical, length] of extents) places.set(`block ${physical}`, length);
    const rest = stat.blocks * BLOCK_BYTES - extents.reduce((sum, [, length]) => sum + length, 0);
    places.set(`inode ${stat.ino}`, Math.max(rest, 0));
  }
  return places;
}

const OPEN_MAX = 64;
const BLOCK_BYTES = 512;

function sharedExtents(fd: number): Array<[physical: number, length: number]> {
  try {
    return syscalls.sharedExtents(fd);
  } catch (error) {
    if (hasErrno(error, 'EOPNOTSUPP', 'ENOTTY', 'EINVAL')) return [];
    throw error;
  } finally {
    syscalls.close(fd);
  }
}
