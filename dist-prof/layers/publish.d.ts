import type { ChainLink, LayerRecord } from './record.js';
import { type LayerRef } from './refs.js';
import type { StagedLayer } from './stage.js';
import type { LayerStore } from './store.js';
export interface PublishOptions {
  /** The name it gets, on top of what it was made over. */
  readonly name: string;
  readonly below: readonly ChainLink[];
  readonly config?: LayerRef['config'] | undefined;
  /** Refuses a name that stands for something else by now. */
  readonly keepsNames?: boolean | undefined;
}
export interface PublishedLayer {
  readonly record: LayerRecord;
  /** False where the store had it already. */
  readonly isNew: boolean;
}
/** Puts one staged layer on top of a chain and names it. A crash leaves all of it, or the layer unnamed, or nothing. */
export declare function publishLayer(
  store: LayerStore,
  staged: StagedLayer,
  options: PublishOptions,
): PublishedLayer;
/** The same for several, the topmost first: what is named is all of them. */
export declare function publishChain(
  store: LayerStore,
  staged: readonly StagedLayer[],
  { name, below, config, keepsNames }: PublishOptions,
): PublishedLayer[];
/** Whether it is new to the store. To be done with the store's lock held, until something refers to the layer. */
export declare function placeLayer(store: LayerStore, { staging, record }: StagedLayer): boolean;
