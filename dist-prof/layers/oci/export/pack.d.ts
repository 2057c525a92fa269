import type { Digest } from '../documents.js';
import type { Compression } from '../media-types.js';
/** A layer's tar, and the blob that was made of it. */
export interface Packed {
  /** Of the tar. */
  readonly diffId: Digest;
  readonly digest: Digest;
  /** Of the blob, in bytes. */
  readonly size: number;
}
/**
 * Compresses pieces into an open file. The same pieces give the same bytes, for as long as zlib (or the program zstd)
 * is of the same version; they unpack to the same under any.
 */
export declare function packInto(
  fd: number,
  pieces: Iterable<Uint8Array>,
  compression: Compression,
): Promise<Packed>;
/** The digest and size of what is not compressed, and not written anywhere. */
export declare function measurePieces(pieces: Iterable<Uint8Array>): Packed;
