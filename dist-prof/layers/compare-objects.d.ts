import type { LayerObject } from './manifest.js';
/** How what is on disk differs from what a manifest has, a phrase each. A file's bytes are not compared. */
export declare function compareObjects(wanted: LayerObject, seen: LayerObject): string[];
