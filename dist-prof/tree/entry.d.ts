import type { HostPath, RawPath } from '../base/bytes-path.js';
export type EntryType = 'file' | 'directory' | 'symlink' | 'fifo' | 'socket' | 'character' | 'block';
/** One object of a tree, as a job sees it: overlay marks are gone and escaped names restored. */
export interface Entry {
  readonly type: EntryType;
  /** Permission bits, setuid, setgid and sticky included: `mode & 0o7777`. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Bytes; for a symlink the length of its target, for a directory 0. */
  readonly size: number;
  readonly mtimeNs: bigint;
  /** Only for devices. */
  readonly device?: {
    readonly major: number;
    readonly minor: number;
  };
  /** Only for symlinks. */
  readonly target?: RawPath;
  /** Sorted by name. */
  readonly xattrs: ReadonlyArray<readonly [name: RawPath, value: Uint8Array]>;
  /** Where the object lies on disk: `path` below the directory `root`. */
  readonly source: EntrySource;
}
export interface EntrySource {
  readonly root: HostPath;
  readonly path: RawPath;
}
export declare function typeOfMode(mode: number): EntryType;
