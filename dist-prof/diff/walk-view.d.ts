import { type RawPath } from '../base/bytes-path.js';
import type { PartItem, PartTrees } from './part-trees.js';
import type { View, ViewDirectory } from './view.js';

interface WalkContext {
  readonly view: View;
  readonly trees: PartTrees;
  /** Called once for each directory; throws to stop. */
  readonly check?: (() => void) | undefined;
}
/** Yields everything below a directory of the view, a directory's own entry before its content. */
export declare function walkView(
  { view, trees, check }: WalkContext,
  from: ViewDirectory,
): Generator<{
  path: RawPath;
  item: PartItem;
}>;
export {};
