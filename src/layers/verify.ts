/** Whether a stored layer is still what was committed: its manifest against its id, its tree against its manifest. */
import { readFileSync } from 'node:fs';
import { fsPath, type HostPath, joinRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { digestFile, openFile } from '../tree/file-content.js';
import { isWhiteout } from '../tree/marks.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { readItem, type TreeItem } from '../tree/read-entry.js';
import { compareObjects } from './compare-objects.js';
import { LayerLease } from './lock.js';
import { idOfManifest, type LayerEntry, type LayerObjectEntry } from './manifest.js';
import { parseManifest } from './parse-manifest.js';
import { getLayer } from './record.js';
import { type LayerStore, type LayerStyle, layerPath, MANIFEST_NAME, TREE_NAME } from './store.js';

/** One way in which a layer is not what it was; `path` is undefined where it is about the layer as a whole. */
export interface Damage {
  readonly path?: RawPath;
  readonly problem: string;
}

/** Everything that is wrong with a layer; nothing where it is whole. Reads every byte: for a worker. */
export function verifyLayer(store: LayerStore, id: string, check?: () => void): Damage[] {
  const path = layerPath(store, id);
  try {
    using _lease = new LayerLease(store, [path]);
    const { marks } = getLayer(store, id);
    return verifyTree(path, { entries: readManifest(store, id), style: marks, check });
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_LAYER_DAMAGED') {
      return [{ problem: error.message }];
    }
    throw error;
  }
}

/** The entries of a stored layer. LAYOVER_LAYER_DAMAGED where they are not those of its id. */
export function readManifest(store: LayerStore, id: string): LayerEntry[] {
  const bytes = readManifestBytes(store, id);
  const actual = idOfManifest(bytes);
  if (actual === id) return parseManifest(bytes);
  throw new LayoverError(
    'LAYOVER_LAYER_DAMAGED',
    `The manifest of the layer sha256:${id} has the digest ${actual}`,
    { hint: 'Its bytes were changed in the store: commit the layer again, or restore it from a copy.' },
  );
}

function readManifestBytes(store: LayerStore, id: string): Buffer {
  try {
    return readFileSync(fsPath(joinRaw(layerPath(store, id), MANIFEST_NAME) as HostPath));
  } catch (cause) {
    if (!hasErrno(cause, 'ENOENT')) throw cause;
    throw new LayoverError('LAYOVER_LAYER_DAMAGED', `The layer sha256:${id} has no manifest`, { cause });
  }
}

interface VerifyContext {
  readonly entries: readonly LayerEntry[];
  readonly style: LayerStyle;
  readonly check?: (() => void) | undefined;
}

function verifyTree(layer: HostPath, { entries, style, check }: VerifyContext): Damage[] {
  const root = joinRaw(layer, TREE_NAME) as HostPath;
  using directories = new OpenDirectories([root], 64);
  const verifier = new Verifier({ root, directories, style, entries });
  for (const entry of entries) {
    check?.();
    verifier.verify(entry);
  }
  return verifier.damage;
}

interface VerifierInput {
  readonly root: HostPath;
  readonly directories: OpenDirectories;
  readonly style: LayerStyle;
  readonly entries: readonly LayerEntry[];
}

class Verifier {
  readonly damage: Damage[] = [];
  readonly #input: VerifierInput;
  /** What the manifest has in each directory. */
  readonly #children = new Map<RawPath, Set<RawPath>>();
  /** The first path of each inode that has been seen. */
  readonly #inodes = new Map<bigint, RawPath>();

  constructor(input: VerifierInput) {
    this.#input = input;
    for (const { path } of input.entries) {
      if (path === ROOT_PATH) continue;
      const { parent, name } = splitRaw(path);
      const names = this.#children.get(parent);
      if (names) names.add(name);
      else this.#children.set(parent, new Set([name]));
    }
  }

  verify(entry: LayerEntry): void {
    try {
      const stat = this.#find(entry.path);
      if (stat === undefined) return this.#report(entry.path, 'is missing');
      if (entry.kind === 'deleted') return this.#verifyWhiteout(entry.path, stat);
      if (!this.#verifyInode(entry, stat) || entry.kind === 'link') return;
      this.#verifyObject(entry, stat);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#report(entry.path, `cannot be read: ${messageOf(error)}`);
    }
  }

  #report(path: RawPath, problem: string): void {
    this.damage.push({ path, problem });
  }

  #place(path: RawPath): { dirfd: number; name: RawPath } {
    const { parent, name } = splitRaw(path);
    return { dirfd: this.#input.directories.get(0, parent), name };
  }

  #find(path: RawPath): Stat | undefined {
    try {
      const { dirfd, name } = this.#place(path);
      return syscalls.stat(dirfd, name);
    } catch (error) {
      const cause = error instanceof LayoverError ? error.cause : error;
      if (hasErrno(cause, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
      throw error;
    }
  }

  #verifyWhiteout(path: RawPath, stat: Stat): void {
    if (!isWhiteout(stat)) this.#report(path, 'is there, though the layer deletes it');
  }

  /** Whether it shares its inode with just the names that it should. */
  #verifyInode(entry: Exclude<LayerEntry, { kind: 'deleted' }>, { ino }: Stat): boolean {
    const first = this.#inodes.get(ino);
    const wanted = entry.kind === 'link' ? entry.to : undefined;
    if (first === undefined) this.#inodes.set(ino, entry.path);
    if (first === wanted) return true;
    this.#report(entry.path, wanted === undefined ? 'is a hard link' : 'is no hard link of its first name');
    return false;
  }

  #verifyObject(entry: LayerObjectEntry, stat: Stat): void {
    const { root, style } = this.#input;
    const item = readItem({ ...this.#place(entry.path), stat }, style, { root, path: entry.path });
    const problems = isWhiteout(stat)
      ? ['is deleted, though the layer has it']
      : [...compareObjects(entry.object, item.entry), ...strayMarks(entry, item)];
    for (const problem of problems) this.#report(entry.path, problem);
    if (entry.object.type !== item.entry.type) return;
    if (item.entry.type === 'file' && stat.size === entry.object.size) this.#verifyContent(entry, stat);
    if (item.entry.type === 'directory') this.#verifyNames(entry.path);
  }

  #verifyContent({ path, object, sha256 }: LayerObjectEntry, stat: Stat): void {
    const { dirfd, name } = this.#place(path);
    const fd = openFile(dirfd, name, stat);
    try {
      if (digestFile(fd, { size: object.size }) !== `sha256:${sha256}`) {
        this.#report(path, 'has other content than was committed');
      }
    } finally {
      syscalls.close(fd);
    }
  }

  #verifyNames(path: RawPath): void {
    const known = this.#children.get(path);
    const names = this.#input.directories.withReadable({ tree: 0, path }, (fd) => syscalls.readDirectory(fd));
    for (const name of names.sort()) {
      if (known?.has(name) !== true) this.#report(joinRaw(path, name), 'was not committed');
    }
  }
}

function strayMarks({ isOpaque = false }: LayerObjectEntry, { marks }: TreeItem): string[] {
  const problems: string[] = [];
  if (marks.opaque !== isOpaque) problems.push(isOpaque ? 'is not opaque any more' : 'is opaque');
  if (marks.redirect !== undefined) problems.push('carries the overlay mark "redirect"');
  if (marks.metacopy) problems.push('carries the overlay mark "metacopy"');
  if (marks.whiteout) problems.push('carries the overlay mark "whiteout"');
  return problems;
}
