import { type LayerEntry } from './manifest.js';
/** The entries of a manifest. Anything that `encodeManifest` would not have written is `LAYOVER_LAYER_DAMAGED`. */
export declare function parseManifest(bytes: Uint8Array): LayerEntry[];
