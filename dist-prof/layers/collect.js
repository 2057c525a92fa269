/** Collecting garbage: layers that no name, no job and no reader needs. */
import { readdirSync } from 'node:fs';
import { fsPath, rawFromJson } from '../base/bytes-path.js';
import { syscalls } from '../native/syscalls.js';
import { tryLockDirectory, withStoreLock } from './lock.js';
import { MERGED_PREFIX, planMerge } from './plan-merge.js';
import { findLayer } from './record.js';
import { layersOf, listRefs, removeRef, sweepRefs } from './refs.js';
import { moveToTrash, sweepLocked } from './staging.js';
import { isLayerId, layerPath, treePath } from './store.js';

/** Who has just made a merged layer has no lock on it yet. */
const FRESH_MS = 3_600_000;
/** Moves into the trash what nobody needs; its bytes go when that is emptied. */
export function collectGarbage(store, { findUsed, isDryRun = false }) {
  return withStoreLock(store, 'exclusive', () => {
    const locks = new Map();
    try {
      if (!isDryRun) removeMerged(store);
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
      for (const id of unneeded) moveToTrash(store, { directory: store.layers, name: id });
      sweepRefs(store);
      return { layers, staging: sweepLocked(store).length };
    } finally {
      for (const lock of locks.values()) syscalls.close(lock);
    }
  });
}
/** Takes the names of merged layers away that no named chain would be given. */
function removeMerged(store) {
  const refs = listRefs(store);
  const merged = refs.filter(({ name }) => name.startsWith(MERGED_PREFIX));
  if (merged.length === 0) return;
  const needed = new Set(refs.map(({ chain }) => planMerge(store, pathsOf(store, chain))?.name));
  for (const { name, createdAt } of merged) {
    const isFresh = Date.now() - Date.parse(createdAt) < FRESH_MS;
    if (!needed.has(name) && !isFresh) removeRef(store, name);
  }
}
function pathsOf(store, chain) {
  return chain.map((link) => ('layer' in link ? treePath(store, link.layer) : rawFromJson(link.directory)));
}
/** Every layer of the store, sorted. */
export function listLayerIds(store) {
  return readdirSync(fsPath(store.layers)).filter(isLayerId).sort();
}
export function listLayers(store) {
  return listLayerIds(store).flatMap((id) => findLayer(store, id) ?? []);
}
// A layer whose record is damaged is garbage like any other, once nothing needs it.
function bytesOf(store, id) {
  try {
    return findLayer(store, id)?.bytes ?? 0;
  } catch {
    return 0;
  }
}
//# sourceMappingURL=collect.js.map
