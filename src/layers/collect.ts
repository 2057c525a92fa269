/** Collecting garbage: layers that no name, no job and no reader needs. */
import { readdirSync } from 'node:fs';
import { fsPath, type RawPath } from '../base/bytes-path.js';
import { syscalls } from '../native/syscalls.js';
import { tryLockDirectory, withStoreLock } from './lock.js';
import { findLayer, type LayerRecord } from './record.js';
import { layersOf, listRefs, sweepRefs } from './refs.js';
import { moveToTrash, sweepLocked } from './staging.js';
import { isLayerId, type LayerStore, layerPath } from './store.js';

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
      const named = new Set(listRefs(store).flatMap(({ chain }) => layersOf(chain)));
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
