import { type Pieces } from '../../../tar/pieces.js';
import { type BlobOptions, type LayerBlob } from './blobs.js';
import { type Image } from './image.js';
export interface ArchiveOptions {
  readonly image: Image;
  /** Of each layer. */
  readonly blobs: readonly LayerBlob[];
  readonly tag: string;
  /** For `docker load`: the names the image gets, none for an image without one. */
  readonly docker?:
    | {
        readonly repoTags: readonly string[];
      }
    | undefined;
  /** The time of every member, in nanoseconds. */
  readonly mtimeNs: bigint;
  /** How layers that were not written yet are. */
  readonly blobOptions: BlobOptions;
}
/** The bytes of the archive: the same image gives the same. */
export declare function archiveTar(options: ArchiveOptions): Pieces;
