/** Layers that changed the same path, where neither was made on top of the other. */
import type { RawPath } from '../base/bytes-path.js';
import { type LayerStore } from './store.js';
/** The first path that both changed, and not to the same. Directories that both have are none. */
export declare function findConflict(store: LayerStore, left: string, right: string): RawPath | undefined;
