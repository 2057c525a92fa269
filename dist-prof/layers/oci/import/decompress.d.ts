import type { Compression } from '../media-types.js';
import { type Bytes } from './bytes.js';
import { type ImportLimits } from './limits.js';
/** How bytes are packed, by how they begin. */
export declare function compressionByContent(head: Buffer, what: string): Compression;
export interface UnpackOptions {
  /** Names it in errors. */
  readonly what: string;
  readonly limits: ImportLimits;
}
/** Plain bytes from plain or packed ones. Their growth is limited as they come. */
export declare function unpack(packed: Bytes, { what, limits }: UnpackOptions): AsyncGenerator<Buffer>;
