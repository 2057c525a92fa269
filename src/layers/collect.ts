/** Collecting garbage: layers that no name, no job and no reader needs. */
import { readdirSync } from 'node:fs';
import { fsPath, type HostPath, type RawPath, rawFromJson } from '../base/bytes-path.js';
import { syscalls } from '../native/syscalls.js';
import { tryLockDirectory, withStoreLock } from './lock.js';
import { MERGED_PREFIX, planMerge } from './plan-merge.js';
import { type ChainLink, findLayer, type LayerRecord } from './record.js';
import { type LayerRef, layersOf, listRefs, removeRef, sweepRefs } from './refs.js';
import { moveToTrash, sweepLocked } from './staging.js';
import { isLayerId, type LayerStore, layerPath, treePath } from './store.js';

/** Who has just made a merged layer has no lock on it yet. */
const FRESH_MS = 3_600_000;

export interface CollectOptions {
  /** Layers that kept jobs need. Called once those that may be removed are locked. */
  readonly findUsed: () => Iterable<string>;
  /** Only says what would be removed. */
  readonly isDryRun?: boolean | undefined;
}

export interface Collected {
  /** What was removed, or would be. */
  readonly layers: ReadonlyArray<{ readonly id: string; readonly bytes: number }>;
  /** Of killed commits. */
  readonly staging: number;
}

/** Moves into the trash what nobody needs; its bytes go when that is emptied. */
export function collectGarbage(store: LayerStore, { findUsed, isDryRun = false }: CollectOptions): Collected {
  return withStoreLock(store, 'exclusive', () => {
    const locks = new Map<string, number>();
    try {
      const refs = listRefs(store);
      const stale = findStaleMerged(store, refs);
      if (!isDryRun) for (const { name } of stale) removeRef(store, name);
      const kept = refs.filter((ref) => !stale.includes(ref));
      const named = new Set(kept.flatMap(({ chain }) => layersOf(chain)));
      for (const id of listLayerIds(store).filter((one) => !named.has(one))) {
        // One that is held belongs to a running job or a reader.
        const lock = tryLockDirectory(layerPath(store, id));
        if (lock !== undefined) locks.set(id, lock);
      }
      const used = new Set(findUsed());
      const unneeded = [...locks.keys()].filter((id) => !used.has(id));
      const layers = unneeded.map((id) => ({ id, bytes: bytesOf(store, id) }));
      if (isDryRun) return { layers, staging: 0 };
      for (const id of unneeded) moveToTrash(store, { directory: store.layers, name: id as RawPath });
      sweepRefs(store);
      return { layers, staging: sweepLocked(store).length };
    } finally {
      for (const lock of locks.values()) syscalls.close(lock);
    }
  });
}

/** The names of merged layers that no named chain would be given. */
function findStaleMerged(store: LayerStore, refs: readonly LayerRef[]): LayerRef[] {
  const merged = refs.filter(({ name }) => name.startsWith(MERGED_PREFIX));
  if (merged.length === 0) return [];
  const needed = new Set(refs.map(({ chain }) => planMerge(store, pathsOf(store, chain))?.name));
  return merged.filter(
    ({ name, createdAt }) => !needed.has(name) && Date.now() - Date.parse(createdAt) >= FRESH_MS,
  );
}

function pathsOf(store: LayerStore, chain: readonly ChainLink[]): HostPath[] {
  return chain.map((link) =>
    'layer' in link ? treePath(store, link.layer) : (rawFromJson(link.directory) as HostPath),
  );
}

/** Every layer of the store, sorted. */
export function listLayerIds(store: LayerStore): string[] {
  return readdirSync(fsPath(store.layers)).filter(isLayerId).sort();
}

export function listLayers(store: LayerStore): LayerRecord[] {
  return listLayerIds(store).flatMap((id) => findLayer(store, id) ?? []);
}

// A layer whose record is damaged is garbage like any other, once nothing needs it.
function bytesOf(store: LayerStore, id: string): number {
  try {
    return findLayer(store, id)?.bytes ?? 0;
  } catch {
    return 0;
  }
}
