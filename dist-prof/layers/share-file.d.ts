/** Two equal files of two layers as one on disk: their blocks where the file system can, else the whole inode. */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { OpenDirectories } from '../tree/open-directories.js';
/** A file in one of the trees of an `OpenDirectories`. */
export interface PlacedFile {
  readonly tree: number;
  readonly path: RawPath;
}
export interface SharePair {
  readonly directories: OpenDirectories;
  /** In a layer that never changes any more. */
  readonly from: PlacedFile;
  /** In one that is being made. */
  readonly to: PlacedFile;
  readonly sha256: string;
  readonly size: number;
}
/** Whether the file system of a directory may be one whose files can share blocks. */
export declare function canShareBlocks(directory: HostPath): boolean;
/**
 * Lets `to` share the blocks of `from`; false where the file system cannot, or finds that they differ. The kernel
 * compares the bytes itself, and the inodes stay two: no mode, owner, time or link count of either changes.
 */
export declare function shareBlocks({ directories, from, to, size }: SharePair): boolean;
/**
 * Puts a further name of the inode `from` in the place of `to`, by way of the free path `temporary`. False where they are
 * not the same in all that an inode has, or `from` has not its content any more. Of `from` only the link count changes,
 * and with it the ctime.
 */
export declare function shareInode(pair: SharePair, temporary: HostPath): boolean;
