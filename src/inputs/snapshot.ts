/**
 * A project, or what jobs are given of it, as layers: a copy that no later change can reach, the same for the same
 * content. Times, owners and extended attributes are no part of it, so that a fresh checkout makes the same layers;
 * every file is of one moment long ago, and hence older than anything a job makes of it.
 */
import { type HostPath, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { LayerLease } from '../layers/lock.js';
import type { Planned } from '../layers/plan-layer.js';
import { publishLayer } from '../layers/publish.js';
import { findRef } from '../layers/refs.js';
import { sealStaging, stageTree } from '../layers/stage.js';
import { Staging } from '../layers/staging.js';
import { type LayerStore, type LayerStyle, treePath } from '../layers/store.js';
import { readManifest } from '../layers/verify.js';
import type { Entry } from '../tree/entry.js';
import { KnownFiles } from './known-files.js';
import { digestEntries, type ScannedEntry, scanProject, selectEntries } from './scan.js';
import { type Selection, selectorOf } from './select.js';

export interface SnapshotInput {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly project: HostPath;
  readonly selections: readonly Selection[];
  /** Where what is known of the project's files is kept. */
  readonly knownFile: string;
  readonly apart: RawPath | undefined;
}

/** Of one selection. */
export interface Snapshot {
  /** Of the content: the same wherever it was checked out. */
  readonly digest: string;
  /** The layer's id. */
  readonly layer: string;
  readonly files: number;
  readonly bytes: number;
}

export interface Snapshots {
  readonly snapshots: readonly Snapshot[];
  /** What cannot be in a layer of inputs: sockets, devices. */
  readonly leftOut: readonly RawPath[];
}

const TRIES = 3;

/** The name under which a snapshot's layer is kept. */
export function snapshotName(digest: string): string {
  return `layover/inputs/${digest}`;
}

/** Takes all selections of the project at one go, and again where a file changed meanwhile. */
export function takeSnapshots(input: SnapshotInput, check: () => void): Snapshots {
  for (let left = TRIES - 1; ; left -= 1) {
    try {
      return trySnapshots(input, check);
    } catch (error) {
      if (left === 0 || !isMoved(error)) throw error;
    }
  }
}

function isMoved(error: unknown): boolean {
  return error instanceof LayoverError && error.code === 'LAYOVER_TREE_CHANGED';
}

function trySnapshots(input: SnapshotInput, check: () => void): Snapshots {
  const { project, selections, apart } = input;
  const selectors = selections.map(selectorOf);
  const known = new KnownFiles(input.knownFile);
  const scan = scanProject(project, { selectors, apart, known, check });
  const chosen = selectors.map((selector) => selectEntries(scan, selector));
  // The largest first: the others then share its files.
  const order = [...chosen.keys()].sort((a, b) => (chosen[b]?.length ?? 0) - (chosen[a]?.length ?? 0));
  const made = new Map<number, Snapshot>();
  const shared = new SharedFiles(input.store, known.layers);
  for (const index of order) {
    const snapshot = makeSnapshot(chosen[index] ?? [], { input, shared, check });
    made.set(index, snapshot);
  }
  const layers = [...new Set(order.map((index) => made.get(index)?.layer ?? ''))];
  if (known.isChanged || layers.join() !== known.layers.join()) known.write(layers);
  return { snapshots: selections.map((_one, index) => made.get(index) as Snapshot), leftOut: scan.leftOut };
}

interface Making {
  readonly input: SnapshotInput;
  readonly shared: SharedFiles;
  readonly check: () => void;
}

function makeSnapshot(entries: readonly ScannedEntry[], making: Making): Snapshot {
  const { store } = making.input;
  const digest = digestEntries(entries);
  const files = entries.filter(({ type }) => type === 'file');
  const sums = { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) };
  const present = findWhole(store, snapshotName(digest));
  const layer = present ?? makeLayer(entries, { ...making, name: snapshotName(digest) });
  making.shared.add(layer);
  return { digest, layer, ...sums };
}

function findWhole(store: LayerStore, name: string): string | undefined {
  const [link] = findRef(store, name)?.chain ?? [];
  if (link === undefined || !('layer' in link)) return undefined;
  try {
    using _lease = new LayerLease(store, [treePath(store, link.layer)]);
    return link.layer;
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_LAYER_UNKNOWN') return undefined;
    throw error;
  }
}

function makeLayer(
  entries: readonly ScannedEntry[],
  { input, shared, check, name }: Making & { readonly name: string },
): string {
  const { store, style, project } = input;
  const wanted = new Map(entries.map((entry) => [entry.path, entry.sha256]));
  using lent = shared.lend(entries);
  const planned = [
    rootOf(project),
    ...entries.map((entry) => planEntry(entry, lent.sourceOf(entry) ?? project)),
  ];
  using staging = new Staging(store);
  const part = { at: ROOT_PATH, lowers: [], upper: lent.tree ?? project, marks: style };
  const staged = stageTree(staging, planned, {
    part: lent.tree === undefined ? { ...part, marks: 'plain' } : part,
    style,
    checkCanceled: check,
  });
  for (const entry of staged) {
    const sha256 = wanted.get(entry.path);
    if (entry.kind === 'object' && sha256 !== undefined && entry.sha256 !== sha256) throw moved(entry.path);
  }
  const sealed = sealStaging(staging, staged, { below: [], createdBy: 'inputs', marks: style });
  publishLayer(store, sealed, { name, below: [] });
  return sealed.record.id;
}

function moved(path: RawPath): LayoverError {
  return new LayoverError('LAYOVER_TREE_CHANGED', `${path} in the project changed while it was read`, {
    hint: 'Start again when nothing writes to it.',
  });
}

const LONG_AGO_NS = 1_000_000_000_000_000_000n;

function rootOf(project: HostPath): Planned {
  return planEntry({ path: ROOT_PATH, type: 'directory', mode: 0o755, size: 0 }, project);
}

function planEntry({ path, type, mode, size, target, sha256 }: ScannedEntry, root: HostPath): Planned {
  const entry: Entry = {
    type,
    mode,
    uid: 0,
    gid: 0,
    size,
    mtimeNs: LONG_AGO_NS,
    ...(target !== undefined && { target }),
    xattrs: [],
    source: { root, path },
  };
  return { path, entry, isOpaque: false, sha256 };
}

/** Files of earlier snapshots: one that is the same gets a second name, and takes no room. */
class SharedFiles {
  readonly #store: LayerStore;
  readonly #layers: string[];

  constructor(store: LayerStore, layers: readonly string[]) {
    this.#store = store;
    this.#layers = [...layers];
  }

  add(layer: string): void {
    if (!this.#layers.includes(layer)) this.#layers.unshift(layer);
  }

  /** The tree of the layer that has most of the files, held until it is disposed of. */
  lend(entries: readonly ScannedEntry[]): Lent {
    let best: Lent = new Lent(undefined, new Map(), undefined);
    for (const id of this.#layers) {
      const next = this.#open(id);
      if (next !== undefined && next.count(entries) > best.count(entries)) {
        best[Symbol.dispose]();
        best = next;
      } else next?.[Symbol.dispose]();
    }
    return best;
  }

  #open(id: string): Lent | undefined {
    try {
      const tree = treePath(this.#store, id);
      const lease = new LayerLease(this.#store, [tree]);
      const files = readManifest(this.#store, id).flatMap((entry) =>
        entry.kind === 'object' && entry.sha256
          ? [[entry.path, `${entry.object.mode} ${entry.sha256}`] as const]
          : [],
      );
      return new Lent(tree, new Map(files), lease);
    } catch (error) {
      if (error instanceof LayoverError) return undefined; // collected, or damaged: its files are copied then
      throw error;
    }
  }
}

class Lent implements Disposable {
  readonly tree: HostPath | undefined;
  readonly #files: ReadonlyMap<string, string>;
  readonly #lease: Disposable | undefined;

  constructor(tree: HostPath | undefined, files: ReadonlyMap<string, string>, lease: Disposable | undefined) {
    this.tree = tree;
    this.#files = files;
    this.#lease = lease;
  }

  sourceOf({ path, mode, sha256 }: ScannedEntry): HostPath | undefined {
    return sha256 !== undefined && this.#files.get(path) === `${mode} ${sha256}` ? this.tree : undefined;
  }

  count(entries: readonly ScannedEntry[]): number {
    return entries.filter((entry) => this.sourceOf(entry) !== undefined).length;
  }

  [Symbol.dispose](): void {
    this.#lease?.[Symbol.dispose]();
  }
}
