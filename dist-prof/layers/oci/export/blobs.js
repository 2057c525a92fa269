/** The blobs of an image's layers: made once, found again where an earlier export left them. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { fsPath, joinRaw } from '../../../base/bytes-path.js';
import { Limit } from '../../../base/limit.js';
import { findPacked, rememberPacked } from './cache.js';
import { layerTar } from './layer-tar.js';
import { measurePieces, packInto } from './pack.js';

// Compressing is what takes the time, and happens beside this thread.
const AT_ONCE = 2;
/** One blob for each layer, in their order. */
export async function makeBlobs(layers, options) {
  const limit = new Limit(AT_ONCE);
  const work = layers.map((plan, index) => limit.run(async () => await makeBlob(plan, index, options)));
  // A failure is not reported while another layer still writes.
  const settled = await Promise.allSettled(work);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}
/** The bytes of a layer's tar as it goes out. */
export function tarOf(plan, { latestNs, check, onEntry }) {
  return layerTar(plan.entries, { latestNs, check, onEntry });
}
async function makeBlob(plan, index, options) {
  const { compression, workspace } = options;
  const has = ({ digest, size }) => options.has?.(digest, size) === true;
  const memory = memoryOf(plan, options);
  const known = memory.find();
  if (known !== undefined && has(known)) return { packed: known, source: { kind: 'present' } };
  const needsFile = compression !== 'none' || options.has !== undefined;
  if (workspace === undefined || !needsFile) {
    const packed = known ?? memory.keep(measurePieces(tarOf(plan, options)));
    return { packed, source: { kind: 'layer', plan } };
  }
  const path = joinRaw(workspace, `layer-${index}`);
  const packed = memory.keep(await packFile(path, tarOf(plan, options), compression));
  return { packed, source: has(packed) ? { kind: 'present' } : { kind: 'file', path } };
}
/** What earlier exports made of the layer; nothing where its tar depends on more than the layer. */
function memoryOf({ cacheId, entries }, { store, compression, latestNs }) {
  if (cacheId === undefined || entries.some((entry) => isClamped(entry, latestNs))) {
    return { find: () => undefined, keep: (packed) => packed };
  }
  return {
    find: () => findPacked(store, cacheId, compression),
    keep: (packed) => {
      rememberPacked(store, cacheId, { packed, compression });
      return packed;
    },
  };
}
async function packFile(path, pieces, compression) {
  const fd = openSync(fsPath(path), 'wx', 0o644);
  try {
    const packed = await packInto(fd, pieces, compression);
    fsyncSync(fd);
    return packed;
  } finally {
    closeSync(fd);
  }
}
function isClamped(entry, latestNs) {
  return latestNs !== undefined && entry.kind === 'object' && entry.entry.mtimeNs > latestNs;
}
//# sourceMappingURL=blobs.js.map
