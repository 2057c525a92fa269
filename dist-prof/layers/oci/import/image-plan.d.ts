import type { Digest, Platform } from '../documents.js';
import type { ImageConfig } from '../image-config.js';
import { type ImportLimits } from './limits.js';
export interface PlannedLayer {
  /** Of the file in the image. */
  readonly path: string;
  /** Of the file's bytes; absent where the format has none. */
  readonly blob?:
    | {
        readonly digest: Digest;
        readonly size: number;
      }
    | undefined;
  /** The digest of the plain tar in it. */
  readonly diffId: Digest;
  /** How it came to be, for `history`. */
  readonly createdBy?: string | undefined;
}
export interface ImagePlan {
  /** The lowest first. */
  readonly layers: readonly PlannedLayer[];
  readonly config: ImageConfig;
  readonly platform: Platform;
  /** What it is called where it comes from. */
  readonly names: readonly string[];
}
/** Which image of several, in words of the user's. */
export interface ImageChoice {
  readonly platform?: Platform | undefined;
  readonly ref?: string | undefined;
}
export declare const MANIFEST_BYTES_MAX: number;
export declare const CONFIG_BYTES_MAX: number;
/** Joins what a manifest and its configuration each say of the layers, which must agree. */
export declare function planLayers(
  files: ReadonlyArray<Omit<PlannedLayer, 'diffId' | 'createdBy'>>,
  { rootfs, history }: ImageConfig,
  limits: ImportLimits,
): PlannedLayer[];
