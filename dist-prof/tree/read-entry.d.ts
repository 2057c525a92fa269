import { type Stat } from '../native/syscalls.js';
import { type Entry, type EntrySource } from './entry.js';
import { type MarkStyle, type Marks } from './marks.js';
/** An object of a tree with what only a reader of trees needs. */
export interface TreeItem {
  readonly entry: Entry;
  readonly stat: Stat;
  readonly marks: Marks;
}
export interface EntryPlace {
  readonly dirfd: number;
  /** In `dirfd`; empty for the directory itself. */
  readonly name: string;
  readonly stat: Stat;
}
/** Reads one object by its name in an open directory, as a job sees it. It is never opened for reading. */
export declare function readItem(
  { dirfd, name, stat }: EntryPlace,
  style: MarkStyle,
  source: EntrySource,
): TreeItem;
