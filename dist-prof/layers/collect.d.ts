import { type LayerRecord } from './record.js';
import { type LayerStore } from './store.js';
export interface CollectOptions {
  /** Layers that kept jobs need. Called once those that may be removed are locked. */
  readonly findUsed: () => Iterable<string>;
  /** Only says what would be removed. */
  readonly isDryRun?: boolean | undefined;
}
export interface Collected {
  /** What was removed, or would be. */
  readonly layers: ReadonlyArray<{
    readonly id: string;
    readonly bytes: number;
  }>;
  /** Of killed commits. */
  readonly staging: number;
}
/** Moves into the trash what nobody needs; its bytes go when that is emptied. */
export declare function collectGarbage(store: LayerStore, { findUsed, isDryRun }: CollectOptions): Collected;
/** Every layer of the store, sorted. */
export declare function listLayerIds(store: LayerStore): string[];
export declare function listLayers(store: LayerStore): LayerRecord[];
