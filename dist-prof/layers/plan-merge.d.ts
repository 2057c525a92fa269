import type { HostPath } from '../base/bytes-path.js';
import { type LayerStore } from './store.js';
/** Names of merged layers begin so. They are a cache: `gc` takes those that no named chain would be given. */
export declare const MERGED_PREFIX = 'layover/merged/';
/**
 * The most lowers that are mounted as they are. Mounting is linear in them, and a layer more costs a job less than a
 * merged layer costs the store: so nothing is merged before it must be.
 */
export declare const MOUNTED_MAX = 499;
export interface MergePlan {
  /** The topmost first. */
  readonly ids: readonly string[];
  readonly isLowest: boolean;
  readonly name: string;
  /** Their place among the lowers. */
  readonly start: number;
}
/** Undefined where they fit as they are, or not enough of them lie next to each other in the store. */
export declare function planMerge(store: LayerStore, lowers: readonly HostPath[]): MergePlan | undefined;
