/** Making one layer of several that lie on each other, for overlays that cannot take them all. */
import { type HostPath, type RawPath, splitRaw } from '../base/bytes-path.js';
import { syscalls } from '../native/syscalls.js';
import type { Entry } from '../tree/entry.js';
import { Sources } from '../tree/sources.js';
import { explainingDevice } from './device-failure.js';
import { LayerLease } from './lock.js';
import type { LayerEntry } from './manifest.js';
import { MergedChanges, type MergedObject, type MergedPath } from './merged-changes.js';
import { publishLayer } from './publish.js';
import { getLayer } from './record.js';
import { explaining, finishDirectories, sealStaging } from './stage.js';
import { Staging } from './staging.js';
import { type LayerStore, type LayerStyle, treePath } from './store.js';
import { TreeWriter } from './tree-writer.js';
import { readManifest } from './verify.js';

export interface MergeInput {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  /** The topmost first. */
  readonly ids: readonly string[];
  /** Nothing will lie below the result. */
  readonly isLowest: boolean;
  /** What the result is called. */
  readonly name: string;
}

interface MergeControl {
  readonly check: () => void;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * One layer that shows what `ids` show together, wherever it lies in their place; its id. Files are not copied but get
 * a second name, as layers never change: what a job sees of that is a link count that is too high.
 */
export function mergeLayers(input: MergeInput, control: MergeControl): string {
  return explainingDevice(`The layer ${input.name} cannot be made`, () => makeMerged(input, control));
}

function makeMerged({ store, style, ids, isLowest, name }: MergeInput, control: MergeControl): string {
  const trees = ids.map((id) => treePath(store, id));
  using _lease = new LayerLease(store, trees);
  const merged = new MergedChanges();
  for (const id of ids.toReversed()) {
    control.check();
    merged.add(readManifest(store, id), treePath(store, id));
  }
  using staging = new Staging(store);
  const paths = [...merged.paths({ isLowest })];
  using stage = new MergeStage(staging, style, new Set(sameStyle(store, { ids, style })));
  const entries = paths.map((one, index) => {
    control.check();
    control.onProgress(index + 1, paths.length);
    return explaining(one.path, () => stage.make(one));
  });
  stage.finish(entries);
  const about = { below: [], merges: ids, createdBy: `${ids.length} layers in one`, marks: style };
  const staged = sealStaging(staging, entries, about);
  return publishLayer(store, staged, { name, below: [] }).record.id;
}

/** The trees whose marks are written as the new one's: their objects can be used as they are. */
function sameStyle(store: LayerStore, { ids, style }: Pick<MergeInput, 'ids' | 'style'>): HostPath[] {
  return ids.filter((id) => getLayer(store, id).marks === style).map((id) => treePath(store, id));
}

class MergeStage implements Disposable {
  readonly #writer: TreeWriter;
  readonly #sources = new Sources();
  readonly #lenders: ReadonlySet<HostPath>;
  readonly #firsts = new Map<MergedObject, RawPath>();

  constructor(staging: Staging, style: LayerStyle, lenders: ReadonlySet<HostPath>) {
    this.#writer = new TreeWriter(staging.tree, { style });
    this.#lenders = lenders;
  }

  make({ path, merged, isOpaque }: MergedPath): LayerEntry {
    if (merged === undefined) {
      this.#writer.makeWhiteout(path);
      return { kind: 'deleted', path };
    }
    const { object, sha256 } = merged;
    if (object.type === 'directory') {
      this.#writer.makeDirectory(path);
      return { kind: 'object', path, object, ...(isOpaque && { isOpaque }) };
    }
    const first = this.#firsts.get(merged);
    if (first !== undefined) {
      this.#writer.link(first, path);
      return { kind: 'link', path, to: first };
    }
    this.#firsts.set(merged, path);
    this.#makeObject(path, merged);
    return { kind: 'object', path, object, ...(sha256 !== undefined && { sha256 }) };
  }

  finish(entries: readonly LayerEntry[]): void {
    finishDirectories(this.#writer, entries);
  }

  [Symbol.dispose](): void {
    this.#writer[Symbol.dispose]();
    this.#sources.close();
  }

  #makeObject(path: RawPath, { object, root, path: from }: MergedObject): void {
    const entry: Entry = { ...object, source: { root, path: from } };
    if (this.#lenders.has(root) && this.#lend(path, entry)) return;
    this.#writer.copy(path, entry, this.#sources);
  }

  #lend(path: RawPath, entry: Entry): boolean {
    const { parent, name } = splitRaw(entry.source.path);
    const dirfd = this.#sources.openDirectory(entry.source.root, parent);
    try {
      return this.#writer.adopt({ dirfd, name }, path, entry);
    } finally {
      syscalls.close(dirfd);
    }
  }
}
