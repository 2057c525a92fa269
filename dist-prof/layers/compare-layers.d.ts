/** Where two lists of layers differ in content: what somebody is told who asks why something is made again. */
import type { RawPath } from '../base/bytes-path.js';
import { type LayerStore } from './store.js';
export interface LayerDifference {
  /** The first of them, in byte order. */
  readonly paths: readonly RawPath[];
  readonly count: number;
}
/** Undefined where a layer is gone, so that nothing can be said. Directories that only carry what is in them are no difference. */
export declare function compareLayers(
  store: LayerStore,
  before: readonly string[],
  after: readonly string[],
): LayerDifference | undefined;
