import type { StoredConfig } from './oci/image-config.js';
import { type ChainLink } from './record.js';
import { type LayerStore } from './store.js';
/** What a name stands for. */
export interface LayerRef {
  readonly name: string;
  readonly createdAt: string;
  /** The topmost first. Directories are where the user has them, and may have changed since. */
  readonly chain: readonly ChainLink[];
  /** Of the image that it was imported from, or goes out as. */
  readonly config: StoredConfig;
}
/** Whether `text` could be a name of the store. */
export declare function isRefName(text: string): boolean;
/** The name as it is kept: `app:latest` is `app`. LAYOVER_USAGE where it is none. */
export declare function parseRefName(text: string): string;
/** Undefined where nothing has that name. */
export declare function findRef(store: LayerStore, text: string): LayerRef | undefined;
export declare function getRef(store: LayerStore, name: string): LayerRef;
/** Sorted by name. */
export declare function listRefs(store: LayerStore): LayerRef[];
/** Gives the name to this chain, whatever had it before. To be done with the store's lock held. */
export declare function writeRef(store: LayerStore, ref: LayerRef): void;
/** Takes the name away; its layers stay until garbage is collected. */
export declare function removeRef(store: LayerStore, name: string): void;
/** Removes what killed writers left; for one who holds the store's lock exclusively. */
export declare function sweepRefs(store: LayerStore): void;
/** The layers of a chain, without the directories between them. */
export declare function layersOf(chain: readonly ChainLink[]): string[];
