import { type LayerStore } from './store.js';
/** Bytes of the regular files of one layer. */
export interface LayerSize {
  readonly id: string;
  /** Content that no other layer has. */
  readonly unique: number;
  /** Content that another layer has as well. */
  readonly shared: number;
  /** What its files take on disk, were there no other layer. */
  readonly disk: number;
  /** How much of that another layer's files take as well: it lies there once. */
  readonly diskShared: number;
  /** How much of that no layer before it in the list takes: the sum of all is what the files of all take. */
  readonly diskAdded: number;
}
/** Of each layer, in the order given. Content is told apart by its digest; what a layer has twice counts once. */
export declare function measureLayers(store: LayerStore, ids: readonly string[]): LayerSize[];
