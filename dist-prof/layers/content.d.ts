import type { LayerEntry } from './manifest.js';
import { type LayerStore } from './store.js';
/** A directory that only carries what is in it, and one that hides what lies below. */
export declare const CARRIER = 'directory';
export declare const OPAQUE = 'opaque';
/** What is at one path, as text that is the same for the same. */
export declare function describeContent(entry: LayerEntry): string;
/** The same for layers that differ in times only. */
export declare function digestContent(store: LayerStore, id: string): string;
