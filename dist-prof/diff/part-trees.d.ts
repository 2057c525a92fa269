import { type RawPath } from '../base/bytes-path.js';
import { type Stat } from '../native/syscalls.js';
import type { Part } from '../overlay/part.js';
import { type TreeItem } from '../tree/read-entry.js';
export declare const UPPER_TREE = 0;
/** How fuse-overlayfs names a file that stands for a deleted one, and one that makes its directory opaque. */
export declare const WHITEOUT_PREFIX = '.wh.';
/** An object with the number of its tree. */
export interface PartItem extends TreeItem {
  readonly tree: number;
}
/** A directory of one of the part's trees. */
interface Place {
  readonly tree: number;
  readonly path: RawPath;
}
/** The trees of one part, opened: number 0 is the upper, the lowers follow from the topmost on. */
export declare class PartTrees implements Disposable {
  #private;
  constructor(part: Part);
  readNames(place: Place): RawPath[];
  readStats(place: Place): Array<[name: RawPath, stat: Stat]>;
  findStat(place: Place, name: string): Stat | undefined;
  /** Reads the object `name` in a directory, or the directory itself where the name is empty. */
  readItem(
    place: Place,
    {
      name,
      stat,
    }: {
      name: RawPath;
      stat?: Stat;
    },
  ): PartItem;
  /** Whether a directory hides what the trees below have at its place. */
  isOpaque({ tree, entry, marks }: PartItem): boolean;
  /** Opens a regular file for reading its bytes. The caller closes it. */
  openFile({ tree, entry, stat }: PartItem): number;
  /** Forgets what it learned about directories' names: they are only asked for while one directory is judged. */
  forgetListings(): void;
  [Symbol.dispose](): void;
}
export {};
