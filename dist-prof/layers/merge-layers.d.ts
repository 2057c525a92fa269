import { type LayerStore, type LayerStyle } from './store.js';
export interface MergeInput {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  /** The topmost first. */
  readonly ids: readonly string[];
  /** Nothing will lie below the result. */
  readonly isLowest: boolean;
  /** What the result is called. */
  readonly name: string;
}
interface MergeControl {
  readonly check: () => void;
  readonly onProgress: (done: number, total: number) => void;
}
/**
 * One layer that shows what `ids` show together, wherever it lies in their place; its id. Files are not copied but get
 * a second name, as layers never change: what a job sees of that is a link count that is too high.
 */
export declare function mergeLayers(input: MergeInput, control: MergeControl): string;
export {};
