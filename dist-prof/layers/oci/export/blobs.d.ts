import { type HostPath } from '../../../base/bytes-path.js';
import type { Pieces } from '../../../tar/pieces.js';
import type { LayerStore } from '../../store.js';
import type { Digest } from '../documents.js';
import type { Compression } from '../media-types.js';
import { type Packed } from './pack.js';
import type { LayerPlan } from './plan-image.js';
/** A layer's blob, and where its bytes are to be had. */
export interface LayerBlob {
  readonly packed: Packed;
  readonly source:
    | {
        readonly kind: 'present';
      }
    | {
        readonly kind: 'file';
        readonly path: HostPath;
      }
    | {
        readonly kind: 'layer';
        readonly plan: LayerPlan;
      };
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
/** One blob for each layer, in their order. */
export declare function makeBlobs(layers: readonly LayerPlan[], options: BlobOptions): Promise<LayerBlob[]>;
/** The bytes of a layer's tar as it goes out. */
export declare function tarOf(plan: LayerPlan, { latestNs, check, onEntry }: BlobOptions): Pieces;
