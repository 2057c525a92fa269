/**
 * The layer store: where committed changes live for good.
 *
 *   layers/sha256/<id>/tree      the layer as a directory, mountable as a lower as it is
 *   layers/sha256/<id>/manifest  what is in it; its sha256 is <id> (manifest.ts)
 *   layers/sha256/<id>/contents  by what its files are found that other layers have too (contents.ts)
 *   layers/sha256/<id>/layer.json  when and from what it was first made; nothing that defines it (record.ts)
 *   refs/<name>                  a name, and the chain of layers it stands for (refs.ts)
 *   staging/<random>             a layer in the making, with a flock held on the directory
 *   locks/store                  see below
 *
 * A layer is complete and on disk before it has its place: it is staged, hashed, synced and then renamed, never over
 * something. So a layer is whole or absent, whatever happens in between, and what is left of a killed commit is a
 * staging directory whose lock is free; any later start may sweep it. Two that commit the same content make the same
 * id, and the second finds the place taken.
 *
 * What keeps a layer: a name, a kept job (its `job.json` lists its lowers), and a running job or reader, which holds a
 * shared flock on the layer's directory for as long as it lives. Collecting garbage takes an exclusive lock on each
 * layer it would remove, and only then reads names and jobs: a job that ends meanwhile has written its record before
 * it let go of the lock.
 *
 * `locks/store` is held shared for moments: while a staging directory is made and locked, and from giving a layer its
 * place until its name is written. Collecting and sweeping hold it exclusively, so they never see one without the other.
 */
import { isBelow, joinRaw } from '../base/bytes-path.js';
export const TREE_NAME = 'tree';
export const MANIFEST_NAME = 'manifest';
const ID_PATTERN = /^[0-9a-f]{64}$/;
/** The store of a state directory. */
export function storeIn(home) {
  const at = (name) => joinRaw(home, name);
  return {
    layers: at('layers/sha256'),
    refs: at('refs'),
    staging: at('staging'),
    trash: at('trash'),
    locks: at('locks'),
  };
}
export function isLayerId(text) {
  return ID_PATTERN.test(text);
}
export function layerPath(store, id) {
  return joinRaw(store.layers, id);
}
/** The directory to give an overlay as a lower. */
export function treePath(store, id) {
  return joinRaw(layerPath(store, id), TREE_NAME);
}
/** The id of the layer that `path` lies in, or undefined where it lies in none. */
export function findLayerOf(store, path) {
  if (!isBelow(path, store.layers)) return undefined;
  const id = path.slice(store.layers.length + 1, store.layers.length + 65);
  return isLayerId(id) ? id : undefined;
}
//# sourceMappingURL=store.js.map
