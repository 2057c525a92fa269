import { type RawPath } from '../base/bytes-path.js';
import { type Stat } from '../native/syscalls.js';
import type { EntrySource } from './entry.js';
/** Opens the regular file that `stat` describes for reading; another object in its place is `LAYOVER_TREE_CHANGED`. */
export declare function openFile(
  dirfd: number,
  path: RawPath,
  stat: Pick<Stat, 'dev' | 'ino' | 'mode'>,
): number;
export interface ReadOptions {
  readonly size: number;
  /** Called between chunks; throws to stop. */
  readonly check?: (() => void) | undefined;
}
/** Whether two open files of `size` bytes hold the same bytes. Ranges that are holes in both are not read. */
export declare function hasSameContent(left: number, right: number, { size, check }: ReadOptions): boolean;
/** `sha256:<hex>` of an open file of `size` bytes. */
export declare function digestFile(fd: number, { size, check }: ReadOptions): string;
/** All `size` bytes of the regular file at a place in a tree; they must fit in memory. */
export declare function readFileAt({ root, path }: EntrySource, size: number): Buffer;
