import type { ChangeKind } from './change.js';
import type { PartItem, PartTrees } from './part-trees.js';
/** Decides what happened to a path from what it was and what it is. Owns no descriptor between calls. */
export declare class Judge {
  #private;
  constructor(trees: PartTrees, check: (() => void) | undefined);
  /** The kind of change, or undefined where both are equal (or both absent). */
  judge(before: PartItem | undefined, after: PartItem | undefined): ChangeKind | undefined;
  /** `sha256:<hex>` of a regular file; undefined of anything else, and where its holes are too large to be read. */
  digest(item: PartItem | undefined): string | undefined;
}
