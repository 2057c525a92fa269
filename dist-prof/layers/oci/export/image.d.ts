import type { Descriptor, Digest, ImageIndex, ImageManifest, Platform } from '../documents.js';
import type { ImageConfig, StoredConfig } from '../image-config.js';
import { type Compression } from '../media-types.js';
import type { Packed } from './pack.js';
import type { LayerPlan } from './plan-image.js';
import { type RunChoice } from './run-config.js';
export interface ImageOptions {
  readonly layers: readonly LayerPlan[];
  /** Of each layer. */
  readonly packed: readonly Packed[];
  readonly compression: Compression;
  /** What the name in the store has. */
  readonly stored: StoredConfig;
  readonly run: RunChoice;
  readonly platform: Platform;
  /** Instead of every time in the documents. */
  readonly createdAt?: string | undefined;
  /** The layers are one that was made of all. */
  readonly flat: boolean;
}
/** A document with its digest. */
export interface Document {
  readonly bytes: Buffer;
  readonly descriptor: Descriptor;
}
export interface Image {
  readonly config: Document;
  readonly manifest: Document;
}
export declare function buildImage(options: ImageOptions): Image;
export declare function encodeDocument(value: ImageConfig | ImageManifest | ImageIndex): Buffer;
/** The digest of bytes that are at hand. */
export declare function digestBytes(bytes: Uint8Array): Digest;
