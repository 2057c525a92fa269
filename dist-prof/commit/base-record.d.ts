import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { BaseItem } from '../diff/read-base.js';
import type { Entry, EntryType } from '../tree/entry.js';
/** One path as the lowers showed it. */
export interface BaseEntry {
  readonly path: RawPath;
  readonly type: EntryType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  readonly dev: bigint;
  readonly target?: RawPath | undefined;
  /** sha256 over the attributes; absent where there were none. */
  readonly xattrs?: string | undefined;
  readonly digest?: string | undefined;
  /** Changed so shortly before this was read that its times alone would not show a further change. */
  readonly isFresh: boolean;
  /** Where its bytes are in `base.text`. */
  readonly text?:
    | {
        readonly offset: number;
        readonly length: number;
      }
    | undefined;
}
/** What is known of a job's base. */
export interface Base {
  readonly entries: ReadonlyMap<RawPath, BaseEntry>;
  /** Every path that the job changed, those it added included; undefined where there is no record. */
  readonly paths: ReadonlySet<RawPath> | undefined;
}
export declare const NO_BASE: Base;
/** Writes the record of a job. Of a path that has been recorded before, what was there first stays. */
export declare function writeBase(directory: HostPath, items: Iterable<BaseItem>): void;
/** The record of a job; empty where the job has none. */
export declare function readBaseRecord(directory: HostPath): Base;
/** The bytes that a text file had in the base, where they were kept. */
export declare function readBaseText(directory: HostPath, { text }: BaseEntry): Buffer | undefined;
export declare function digestXattrs(xattrs: Entry['xattrs']): string | undefined;
