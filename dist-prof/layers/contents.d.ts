import { type RawPath } from '../base/bytes-path.js';
import type { LayerEntry, LayerObjectEntry } from './manifest.js';
import { type LayerStore } from './store.js';
export declare const CONTENTS_NAME: RawPath;
/** Sharing less than a block saves nothing. */
export declare const SHARED_BYTES_MIN = 4096;
/** A regular file that is large enough to be shared. */
export type ContentEntry = LayerObjectEntry & {
  readonly sha256: string;
};
export declare function isShareable(entry: LayerEntry): entry is ContentEntry;
/** A number that stands for a digest, and seldom for another one as well. */
export declare function contentKey(sha256: string): number;
export declare function encodeContents(entries: readonly LayerEntry[]): Buffer;
/** Those of `wanted` that the layer may have. */
export declare function findContents(store: LayerStore, id: string, wanted: ReadonlySet<number>): number[];
