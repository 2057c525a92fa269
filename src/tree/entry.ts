import type { HostPath, RawPath } from '../base/bytes-path.js';
import {
  S_IFBLK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  S_IFSOCK,
} from '../native/constants.js';

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
  readonly device?: { readonly major: number; readonly minor: number };
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

const TYPES: Readonly<Record<number, EntryType>> = {
  [S_IFREG]: 'file',
  [S_IFDIR]: 'directory',
  [S_IFLNK]: 'symlink',
  [S_IFIFO]: 'fifo',
  [S_IFSOCK]: 'socket',
  [S_IFCHR]: 'character',
  [S_IFBLK]: 'block',
};

export function typeOfMode(mode: number): EntryType {
  const type = TYPES[mode & S_IFMT];
  if (type === undefined) throw new Error(`Mode ${mode.toString(8)} has no known file type`);
  return type;
}
