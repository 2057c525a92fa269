import { type RawPath } from '../base/bytes-path.js';
import type { Entry, EntryType } from '../tree/entry.js';
/** What happened to one path. `replaced` is another type than before; `metadata` leaves the content alone. */
export type ChangeKind = 'added' | 'modified' | 'deleted' | 'replaced' | 'metadata';
/**
 * One entry of a diff, against what the lowers show at the same path.
 *
 * A deleted or replaced directory is one change; an added directory and each thing in it are changes.
 * Where a directory is replaced by another directory (removed and made again), its entry is there only if
 * its own metadata differ, and what is gone below it is named path by path.
 */
export interface Change {
  /** From the root of the view. */
  readonly path: RawPath;
  readonly kind: ChangeKind;
  /** Absent for `added`. */
  readonly before?: Entry;
  /** Absent for `deleted`. */
  readonly after?: Entry;
  /** The other names of the same inode in the view, sorted, 64 at most; absent where there is none. */
  readonly hardLinks?: readonly RawPath[];
  /** How many other names there are, where that is more than `hardLinks` lists. */
  readonly hardLinkCount?: number;
  /** `sha256:<hex>` of regular files, where digests were asked for. */
  readonly digests?: {
    readonly before?: string;
    readonly after?: string;
  };
}
/** The type a change is listed under: what is there now, else what was. */
export declare function typeOfChange(change: Change): EntryType;
/** What all names of one inode agree on: the first of them. Undefined where there is one name only. */
export declare function linkGroupOf({ path, hardLinks }: Change): RawPath | undefined;
/** A change as `diff --json` prints it, one object a line; see the interface page. */
export declare function changeToJson(change: Change): Record<string, unknown>;
