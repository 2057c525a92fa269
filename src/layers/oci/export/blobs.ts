/** The blobs of an image's layers: made once, found again where an earlier export left them. */
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { fsPath, type HostPath, joinRaw } from '../../../base/bytes-path.js';
import { Limit } from '../../../base/limit.js';
import type { Pieces } from '../../../tar/pieces.js';
import type { LayerStore } from '../../store.js';
import type { Digest } from '../documents.js';
import type { Compression } from '../media-types.js';
import { findPacked, rememberPacked } from './cache.js';
import type { ExportEntry } from './entries.js';
import { layerTar } from './layer-tar.js';
import { measurePieces, type Packed, packInto } from './pack.js';
import type { LayerPlan } from './plan-image.js';

/** A layer's blob, and where its bytes are to be had. */
export interface LayerBlob {
  readonly packed: Packed;
  readonly source:
    | { readonly kind: 'present' } // in the target already
    | { readonly kind: 'file'; readonly path: HostPath }
    | { readonly kind: 'layer'; readonly plan: LayerPlan }; // uncompressed, written where it is needed
}

export interface BlobOptions {
  readonly store: LayerStore;
  readonly compression: Compression;
  readonly latestNs?: bigint | undefined;
  /** Where blobs that are not in the target yet are made; without it nothing is written that need not be. */
  readonly workspace?: HostPath | undefined;
  /** Whether the target has a blob already. */
  readonly has?: ((digest: Digest, size: number) => boolean) | undefined;
  readonly check?: (() => void) | undefined;
  readonly onEntry?: (() => void) | undefined;
}

// Compressing is what takes the time, and happens beside this thread.
const AT_ONCE = 2;

/** One blob for each layer, in their order. */
export async function makeBlobs(layers: readonly LayerPlan[], options: BlobOptions): Promise<LayerBlob[]> {
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
export function tarOf(plan: LayerPlan, { latestNs, check, onEntry }: BlobOptions): Pieces {
  return layerTar(plan.entries, { latestNs, check, onEntry });
}

async function makeBlob(plan: LayerPlan, index: number, options: BlobOptions): Promise<LayerBlob> {
  const { compression, workspace } = options;
  const has = ({ digest, size }: Packed): boolean => options.has?.(digest, size) === true;
  const memory = memoryOf(plan, options);
  const known = memory.find();
  if (known !== undefined && has(known)) return { packed: known, source: { kind: 'present' } };
  const needsFile = compression !== 'none' || options.has !== undefined;
  if (workspace === undefined || !needsFile) {
    const packed = known ?? memory.keep(measurePieces(tarOf(plan, options)));
    return { packed, source: { kind: 'layer', plan } };
  }
  const path = joinRaw(workspace, `layer-${index}`) as HostPath;
  const packed = memory.keep(await packFile(path, tarOf(plan, options), compression));
  return { packed, source: has(packed) ? { kind: 'present' } : { kind: 'file', path } };
}

interface Memory {
  find(): Packed | undefined;
  keep(packed: Packed): Packed;
}

/** What earlier exports made of the layer; nothing where its tar depends on more than the layer. */
function memoryOf({ cacheId, entries }: LayerPlan, { store, compression, latestNs }: BlobOptions): Memory {
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

async function packFile(path: HostPath, pieces: Pieces, compression: Compression): Promise<Packed> {
  const fd = openSync(fsPath(path), 'wx', 0o644);
  try {
    const packed = await packInto(fd, pieces, compression);
    fsyncSync(fd);
    return packed;
  } finally {
    closeSync(fd);
  }
}

function isClamped(entry: ExportEntry, latestNs: bigint | undefined): boolean {
  return latestNs !== undefined && entry.kind === 'object' && entry.entry.mtimeNs > latestNs;
}
