/** Two equal files of two layers as one on disk: their blocks where the file system can, else the whole inode. */
import { splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { AT_FDCWD, O_DIRECTORY, O_RDONLY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { digestFile, openFile } from '../tree/file-content.js';

/** btrfs, XFS and bcachefs; what a file system is called says nothing of how it was made, so trying decides. */
const SHARING_TYPES = [0x9123683e, 0x58465342, 0xca451a4e];
/** Whether the file system of a directory may be one whose files can share blocks. */
export function canShareBlocks(directory) {
  const fd = syscalls.open(directory, O_RDONLY | O_DIRECTORY);
  try {
    return SHARING_TYPES.includes(syscalls.statfs(fd).type);
  } finally {
    syscalls.close(fd);
  }
}
// btrfs takes no more at a time.
const RANGE_BYTES = 16 * 1024 * 1024;
/**
 * Lets `to` share the blocks of `from`; false where the file system cannot, or finds that they differ. The kernel
 * compares the bytes itself, and the inodes stay two: no mode, owner, time or link count of either changes.
 */
export function shareBlocks({ directories, from, to, size }) {
  try {
    return withOpen(directories, from, (source) =>
      withOpen(directories, to, (target) => dedupe(source, target, size)),
    );
  } catch (error) {
    if (isOfFile(error)) return false;
    throw error;
  }
}
function dedupe(source, target, size) {
  for (let offset = 0; offset < size; ) {
    const range = { offset, length: Math.min(RANGE_BYTES, size - offset) };
    const shared = syscalls.dedupeRange(source, target, range);
    if (shared === 0) return false;
    offset += shared;
  }
  return true;
}
/** Why an inode cannot have a further name, where it may stay two. */
const CANNOT_LINK = ['EXDEV', 'EMLINK', 'EPERM', 'EOPNOTSUPP', 'ENOENT'];
/**
 * Puts a further name of the inode `from` in the place of `to`, by way of the free path `temporary`. False where they are
 * not the same in all that an inode has, or `from` has not its content any more. Of `from` only the link count changes,
 * and with it the ctime.
 */
export function shareInode(pair, temporary) {
  if (!areSame(pair)) return false;
  const { directories, from, to } = pair;
  const way = { dirfd: AT_FDCWD, name: temporary };
  try {
    syscalls.link(placeOf(directories, from), way);
  } catch (error) {
    if (hasErrno(error, ...CANNOT_LINK)) return false;
    throw error;
  }
  syscalls.rename(way, placeOf(directories, to));
  return true;
}
/** Whether nobody could tell them apart, and the older one still is what its layer says. */
function areSame({ directories, from, to, sha256, size }) {
  try {
    const [old, made] = [readInode(directories, from), readInode(directories, to)];
    if (old.stat.ino === made.stat.ino || !isSameInode(old, made)) return false;
    return withOpen(directories, from, (fd) => digestFile(fd, { size }) === `sha256:${sha256}`);
  } catch (error) {
    if (isOfFile(error)) return false;
    throw error;
  }
}
function readInode(directories, file) {
  const { dirfd, name } = placeOf(directories, file);
  return { stat: syscalls.stat(dirfd, name), xattrs: syscalls.getXattrs(dirfd, name) };
}
const STAT_KEYS = ['dev', 'mode', 'uid', 'gid', 'size', 'mtimeNs', 'attributes'];
function isSameInode(old, made) {
  if (STAT_KEYS.some((key) => old.stat[key] !== made.stat[key])) return false;
  if (old.xattrs.length !== made.xattrs.length) return false;
  return old.xattrs.every(([name, value], at) => {
    const other = made.xattrs[at];
    return other?.[0] === name && value.equals(other[1]);
  });
}
function withOpen(directories, file, use) {
  const { dirfd, name } = placeOf(directories, file);
  const fd = openFile(dirfd, name, syscalls.stat(dirfd, name));
  try {
    return use(fd);
  } finally {
    syscalls.close(fd);
  }
}
/** To be asked for again after another was. */
function placeOf(directories, { tree, path }) {
  const { parent, name } = splitRaw(path);
  return { dirfd: directories.get(tree, parent), name };
}
/** What is wrong with one file keeps it from being shared, and nothing else. */
function isOfFile(error) {
  return error instanceof LayoverError || (error instanceof Error && 'errno' in error);
}
//# sourceMappingURL=share-file.js.map
