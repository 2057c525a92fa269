/** From a layer's bytes as they lie there to the plain tar in them, hashed on both sides. */
import type { Digest } from '../documents.js';
import { type Bytes, Meter, type Region, readRegion } from './bytes.js';
import { unpack } from './decompress.js';
import type { ImportLimits } from './limits.js';

export interface PackedLayer {
  /** Names it in errors. */
  readonly what: string;
  readonly region: Region;
  readonly limits: ImportLimits;
}

/** What was read, once all of it was. */
export interface PlainDigests {
  readonly packed: Digest;
  readonly plain: Digest;
}

export interface PlainTar {
  /** Each piece is only good until the next is asked for. */
  readonly bytes: Bytes;
  /** To be called once, when there are no more bytes. */
  digests(): PlainDigests;
}

/** `onRead` is told of each piece that was read, by its bytes. */
export function openPlainTar(
  { what, region, limits }: PackedLayer,
  onRead: (bytes: number) => void,
): PlainTar {
  const [packed, plain] = [new Meter(onRead), new Meter()];
  const tar = unpack(packed.measure(readRegion(region)), { what, limits });
  return {
    bytes: plain.measure(tar),
    digests: () => ({ packed: packed.digest(), plain: plain.digest() }),
  };
}
