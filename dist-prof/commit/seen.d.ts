/** What stands at a place of the target, so exactly that a change of it by somebody else shows. */
import { type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { type Stat } from '../native/syscalls.js';
import { type EntryType } from '../tree/entry.js';
/** A name in an open directory. */
export interface Spot {
  readonly dirfd: number;
  readonly name: RawPath;
}
/** One object. Without the ctime: a rename changes that. */
export interface Seen {
  /** From the place that was looked at, whose own is empty. */
  readonly path: RawPath;
  readonly type: EntryType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ino: bigint;
  /** Only while it is in memory, for comparison with the base. */
  readonly stat?: Stat | undefined;
}
export declare function findStat({ dirfd, name }: Spot): Stat | undefined;
/** The object at a place and, where it is a directory, all below it; empty where there is nothing. */
export declare function look(spot: Spot, check?: () => void): Seen[];
/** Throws `LAYOVER_COMMIT_TARGET` where something is mounted on a directory of the target. */
export declare function requireOwnDirectory(spot: Spot): void;
export declare function mountInside(at: RawPath, cause: unknown): LayoverError;
/** What differs, as words; undefined where both are the same objects, unchanged. */
export declare function findDifference(expected: readonly Seen[], found: readonly Seen[]): string | undefined;
export declare function seenOf(path: RawPath, stat: Stat): Seen;
