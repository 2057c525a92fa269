import { type RawPath } from '../base/bytes-path.js';
import type { Stat } from '../native/syscalls.js';
import type { Part } from '../overlay/part.js';
import { type LowerStack, type Lowers, type Shown } from './lowers.js';
import { type PartTrees } from './part-trees.js';
/**
 * One directory as a view merges it. What the upper has of it lies at the view's own path; what the lowers
 * show through it may lie elsewhere (a renamed directory) or nowhere (an opaque one).
 */
export interface ViewDirectory {
  readonly path: RawPath;
  readonly isInUpper: boolean;
  readonly stack: LowerStack;
}
export interface ShownInView extends Shown {
  readonly isInUpper: boolean;
}
/** The names of one directory of the view, with what the upper has under them. */
export interface UpperNames {
  readonly shown: ReadonlyMap<RawPath, Stat>;
  readonly deleted: ReadonlySet<RawPath>;
}
/** What the job sees: the upper over the lowers, the upper's own marks obeyed. */
export declare class View {
  #private;
  constructor(trees: PartTrees, lowers: Lowers, marks: Part['marks']);
  /** A `plain` upper is a whole copy: nothing shows through it. */
  root(): ViewDirectory;
  /** The upper's own names in a directory: those it shows, and those it deletes. */
  upperNames({ path, isInUpper }: ViewDirectory): UpperNames;
  /** Every name the upper or the stack has in a directory, those that turn out to be hidden included. */
  namesIn({ stack }: ViewDirectory, upper: UpperNames): Set<RawPath>;
  /** What `name` is in a directory. `below` is what the directory's stack shows under that name, if it is known. */
  show(directory: ViewDirectory, name: RawPath, { upper, below }: ShowHints): ShownInView | undefined;
}
type Lookup = () => Shown | undefined;
export interface ShowHints {
  readonly upper: UpperNames;
  readonly below?: Lookup | undefined;
}
export {};
