import { type RawPath } from '../base/bytes-path.js';
import type { ChangeKind } from './change.js';
import type { Judge } from './judge.js';
import { type Lowers } from './lowers.js';
import type { PartItem, PartTrees } from './part-trees.js';
import type { View } from './view.js';
/** One path that was looked at. Without a `kind` both sides are equal. */
export interface Judged {
  readonly path: RawPath;
  readonly kind: ChangeKind | undefined;
  readonly before?: PartItem | undefined;
  readonly after?: PartItem | undefined;
}
export interface Sides {
  readonly trees: PartTrees;
  readonly lowers: Lowers;
  readonly view: View;
  readonly judge: Judge;
}
/**
 * Walks the view against the base and yields every path it had to look at, in the order of paths.
 *
 * Where view and base show the same lower directories, only what the upper names can differ. Where they do not
 * (an opaque directory, a renamed one), every name of either side is looked at.
 */
export declare function compareViews(sides: Sides): Generator<Judged>;
