/**
 * Equal files of different layers lie on disk once. When a layer is staged, each of its files of a block or more is looked
 * for in the layers that are there. Where the file system shares blocks (btrfs, XFS) it does so, whatever the files are
 * called. Elsewhere the two become one inode, and only if nobody can see it: the same path in both, no other name of
 * either in its layer, and mode, owner, time and xattrs equal. In a chain only the upper of two equal paths is seen, so
 * no job ever sees two paths as hard links that are none; a manifest, hence an id, is the same with and without.
 *
 * Nothing writes to a layer's files: an overlay copies up, and whoever removes a layer takes names away. What is found in
 * a damaged layer is not taken: the kernel compares the bytes, or their digest is worked out again.
 */
import { type HostPath, joinRaw, type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { listLayerIds } from './collect.js';
import { compareObjects } from './compare-objects.js';
import { type ContentEntry, contentKey, findContents, isShareable } from './contents.js';
import { LayerLease } from './lock.js';
import type { LayerEntry } from './manifest.js';
import { canShareBlocks, type SharePair, shareBlocks, shareInode } from './share-file.js';
import type { Staging } from './staging.js';
import { type LayerStore, layerPath, treePath } from './store.js';
import { readManifest } from './verify.js';

/** So many layers are looked into for one: a content may be in all of them, and be shared with none. */
const LAYERS_MAX = 16;
const OPEN_MAX = 32;
const [LENDER, STAGED] = [0, 1];

type Check = (() => void) | undefined;

interface ShareRequest {
  readonly wanted: Wanted;
  readonly staging: Staging;
  readonly check: Check;
}

/** What several layers that are made together share with those of the store, and with each other. */
export class FileSharing {
  readonly #store: LayerStore;
  /** Layers that are staged, and in no store yet. */
  readonly #staged: Lender[] = [];
  #sharesBlocks: boolean | undefined;

  constructor(store: LayerStore) {
    this.#store = store;
  }

  /** Lets later ones share with a staged layer. */
  add(tree: HostPath, entries: readonly LayerEntry[]): void {
    this.#staged.push(new Lender(tree, entries));
  }

  /** To be called when all files of a staged tree are made, and before its directories get their times. */
  share(staging: Staging, entries: readonly LayerEntry[], check?: Check): void {
    const request = { wanted: new Wanted(entries), staging, check };
    for (const lender of this.#staged) this.#shareWith(lender, request);
    for (const id of this.#rank(request.wanted).slice(0, LAYERS_MAX)) {
      if (!request.wanted.isEmpty) this.#shareWithStored(id, request);
    }
  }

  /** The stored layers that may have some of them, that with the most first. */
  #rank(wanted: Wanted): string[] {
    if (wanted.isEmpty) return [];
    const counts = listLayerIds(this.#store).map((id) => ({
      id,
      count: findContents(this.#store, id, wanted.keys).length,
    }));
    const found = counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    return found.map(({ id }) => id);
  }

  #shareWithStored(id: string, request: ShareRequest): void {
    try {
      using _lease = new LayerLease(this.#store, [layerPath(this.#store, id)]);
      const lender = new Lender(treePath(this.#store, id), readManifest(this.#store, id));
      this.#shareWith(lender, request);
    } catch (error) {
      // One that is gone by now, or damaged, is no help.
      if (!(error instanceof LayoverError) || !PASSED_OVER.includes(error.code)) throw error;
    }
  }

  #shareWith(lender: Lender, { wanted, staging, check }: ShareRequest): void {
    using directories = new OpenDirectories([lender.tree, staging.tree], OPEN_MAX);
    const temporary = joinRaw(staging.path, 'shared') as HostPath;
    for (const entry of wanted.files()) {
      check?.();
      const { path, sha256, object } = entry;
      const pairWith = (from: RawPath): SharePair => {
        const places = { from: { tree: LENDER, path: from }, to: { tree: STAGED, path } };
        return { directories, ...places, sha256, size: object.size };
      };
      const twin = this.#canShareBlocks() ? lender.findContent(sha256) : undefined;
      const isShared =
        (twin !== undefined && shareBlocks(pairWith(twin))) ||
        (!wanted.isLinked(path) && lender.hasSame(entry) && shareInode(pairWith(path), temporary));
      if (isShared) wanted.delete(entry);
    }
  }

  #canShareBlocks(): boolean {
    this.#sharesBlocks ??= canShareBlocks(this.#store.layers);
    return this.#sharesBlocks;
  }
}

const PASSED_OVER: readonly string[] = ['LAYOVER_LAYER_UNKNOWN', 'LAYOVER_LAYER_DAMAGED', 'LAYOVER_HOME'];

/** A layer that files may be shared with. */
class Lender {
  readonly tree: HostPath;
  readonly #files = new Map<RawPath, ContentEntry>();
  readonly #byContent = new Map<string, RawPath>();

  constructor(tree: HostPath, entries: readonly LayerEntry[]) {
    this.tree = tree;
    const linked = linkedPaths(entries);
    for (const entry of entries.filter(isShareable)) {
      this.#byContent.set(entry.sha256, entry.path);
      if (!linked.has(entry.path)) this.#files.set(entry.path, entry);
    }
  }

  /** A file with that content. */
  findContent(sha256: string): RawPath | undefined {
    return this.#byContent.get(sha256);
  }

  /** Whether it has the same file under the same path, and under no other. */
  hasSame({ path, sha256, object }: ContentEntry): boolean {
    const own = this.#files.get(path);
    return own?.sha256 === sha256 && compareObjects(own.object, object).length === 0;
  }
}

/** The files of a layer in the making that are not shared yet. */
class Wanted {
  readonly keys: ReadonlySet<number>;
  readonly #files: Set<ContentEntry>;
  readonly #linked: ReadonlySet<RawPath>;

  constructor(entries: readonly LayerEntry[]) {
    this.#files = new Set(entries.filter(isShareable));
    this.keys = new Set([...this.#files].map(({ sha256 }) => contentKey(sha256)));
    this.#linked = linkedPaths(entries);
  }

  get isEmpty(): boolean {
    return this.#files.size === 0;
  }

  files(): ContentEntry[] {
    return [...this.#files];
  }

  /** Whether it is one of several names of its inode. */
  isLinked(path: RawPath): boolean {
    return this.#linked.has(path);
  }

  delete(entry: ContentEntry): void {
    this.#files.delete(entry);
  }
}

/** The paths that share their inode with others of the same layer. */
function linkedPaths(entries: readonly LayerEntry[]): Set<RawPath> {
  const links = entries.flatMap((entry) => (entry.kind === 'link' ? [entry.path, entry.to] : []));
  return new Set(links);
}
