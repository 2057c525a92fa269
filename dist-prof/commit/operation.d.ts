import type { RawPath } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
import type { Seen } from './seen.js';
/** Of a directory, for giving it these and for giving them back. */
export type DirectoryAttributes = Pick<Entry, 'mode' | 'uid' | 'gid' | 'mtimeNs' | 'xattrs'>;
/**
 * One step of a commit: one rename, or the attributes of one directory that stays. Each can be told to be done or not from
 * what is on disk alone, and each can be taken back.
 *
 * `slot` is a name in the stash. It holds what is new until the step is done, and what was displaced from then on.
 */
export type Operation =
  | {
      readonly kind: 'create';
      readonly path: RawPath;
      readonly slot: string;
      readonly after: readonly Seen[];
    }
  | {
      readonly kind: 'replace';
      readonly path: RawPath;
      readonly slot: string;
      readonly before: readonly Seen[];
      readonly after: readonly Seen[];
    }
  | {
      readonly kind: 'delete';
      readonly path: RawPath;
      readonly slot: string;
      readonly before: readonly Seen[];
    }
  | {
      readonly kind: 'attributes';
      readonly path: RawPath;
      readonly ino: bigint;
      readonly before: DirectoryAttributes;
      readonly after: DirectoryAttributes;
    };
/** A directory whose time changes because something in it does; taking a commit back restores it. */
export interface TouchedDirectory {
  readonly path: RawPath;
  readonly ino: bigint;
  readonly mtimeNs: bigint;
}
