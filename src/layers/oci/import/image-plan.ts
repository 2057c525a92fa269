/** What there is to do for one image: its layers, where they lie and what vouches for them. */
import { LayoverError } from '../../../base/errors.js';
import type { Digest, Platform } from '../documents.js';
import type { HistoryEntry, ImageConfig } from '../image-config.js';
import { type ImportLimits, overLimit } from './limits.js';

export interface PlannedLayer {
  /** Of the file in the image. */
  readonly path: string;
  /** Of the file's bytes; absent where the format has none. */
  readonly blob?: { readonly digest: Digest; readonly size: number } | undefined;
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

export const MANIFEST_BYTES_MAX: number = 4 * 2 ** 20;
export const CONFIG_BYTES_MAX: number = 8 * 2 ** 20;

/** Joins what a manifest and its configuration each say of the layers, which must agree. */
export function planLayers(
  files: ReadonlyArray<Omit<PlannedLayer, 'diffId' | 'createdBy'>>,
  { rootfs, history }: ImageConfig,
  limits: ImportLimits,
): PlannedLayer[] {
  const ids = rootfs.diff_ids;
  if (files.length > limits.layers) throw overLimit(limits, 'layers', `The image has ${files.length} layers`);
  if (ids.length !== files.length) {
    const message = `The image has ${files.length} layers, and its configuration has digests of ${ids.length}`;
    throw new LayoverError('LAYOVER_IMAGE_INVALID', message);
  }
  const steps = (history ?? []).filter(({ empty_layer: isEmpty }) => isEmpty !== true);
  return files.map((file, index) => ({
    ...file,
    diffId: ids[index] as Digest,
    createdBy: describe(steps[index]),
  }));
}

function describe(step: HistoryEntry | undefined): string | undefined {
  return step?.created_by ?? step?.comment;
}
