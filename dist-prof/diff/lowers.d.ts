import { type RawPath } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import { type PartItem, type PartTrees } from './part-trees.js';
/** A directory of one lower: `tree` is its number among the part's trees. */
export interface LowerDirectory {
  readonly tree: number;
  readonly path: RawPath;
}
/** The directories that a view merges at one place, the topmost first. */
export type LowerStack = readonly LowerDirectory[];
/** What a name stands for: an object and, where it is a directory, the lower directories that show through it. */
export interface Shown {
  readonly item: PartItem;
  readonly stack: LowerStack;
}
/** Resolves names in lowers as the kernel's overlay does, but follows no mark that leads elsewhere. */
export declare class Lowers {
  #private;
  /** What all the lowers show at the root. */
  readonly root: LowerStack;
  constructor(trees: PartTrees, { lowers, marks: upperMarks, lowerMarks: marks }: Part);
  /** What the stack shows under `name`, or undefined. */
  lookup(stack: LowerStack, name: RawPath): Shown | undefined;
  /** The directories at a path that a redirect names from the root; none where there is no directory. */
  resolve(path: RawPath): LowerStack;
  /** Every name in the stack's directories, those that turn out to be hidden included. */
  namesIn(stack: LowerStack): Set<RawPath>;
}
/** Whether stacks are the same directories in the same order. */
export declare function isSameStack(left: LowerStack, right: LowerStack): boolean;
/** Whether the root of a tree hides the trees below. The kernel never asks; fuse-overlayfs does. */
export declare function hasOpaqueRoot(
  trees: PartTrees,
  {
    tree,
    marks,
  }: {
    tree: number;
    marks: Part['marks'];
  },
): boolean;
