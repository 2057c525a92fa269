import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_PATH, O_RDONLY, S_IFMT, S_IFREG } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { openBeneath, openTree } from './open.js';

const CHUNK_BYTES = 256 * 1024;
/** Opens the regular file that `stat` describes for reading; another object in its place is `LAYOVER_TREE_CHANGED`. */
export function openFile(dirfd, path, stat) {
  if ((stat.mode & S_IFMT) !== S_IFREG) throw changed(path);
  const fd = openBeneath(dirfd, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  const now = syscalls.stat(fd, '');
  if ((now.mode & S_IFMT) === S_IFREG && now.dev === stat.dev && now.ino === stat.ino) return fd;
  syscalls.close(fd);
  throw changed(path);
}
function changed(path) {
  const message = `${quoteRaw(path)} became another object while its tree was read`;
  return new LayoverError('LAYOVER_TREE_CHANGED', message);
}
/** Whether two open files of `size` bytes hold the same bytes. Ranges that are holes in both are not read. */
export function hasSameContent(left, right, { size, check }) {
  const length = Math.min(CHUNK_BYTES, size);
  const buffers = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
  let offset = 0;
  while (offset < size) {
    if (size > CHUNK_BYTES)
      offset = Math.min(nextData(left, { offset, size }), nextData(right, { offset, size }));
    const range = { offset, length: Math.min(length, size - offset) };
    if (!readRange(left, buffers[0], range).equals(readRange(right, buffers[1], range))) return false;
    offset += length;
    check?.();
  }
  return true;
}
/** `sha256:<hex>` of an open file of `size` bytes. */
export function digestFile(fd, { size, check }) {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size));
  for (let offset = 0; offset < size; offset += CHUNK_BYTES) {
    hash.update(readRange(fd, buffer, { offset, length: Math.min(CHUNK_BYTES, size - offset) }));
    check?.();
  }
  return `sha256:${hash.digest('hex')}`;
}
/** All `size` bytes of the regular file at a place in a tree; they must fit in memory. */
export function readFileAt({ root, path }, size) {
  const tree = openTree(root);
  try {
    return withFile(tree, path, (fd) => readRange(fd, Buffer.alloc(size), { offset: 0, length: size }));
  } finally {
    syscalls.close(tree);
  }
}
// O_PATH first: opening a device or a FIFO can do something.
function withFile(tree, path, use) {
  const probe = openBeneath(tree, path, O_PATH | O_NOFOLLOW);
  try {
    const fd = openFile(tree, path, syscalls.stat(probe, ''));
    try {
      return use(fd);
    } finally {
      syscalls.close(fd);
    }
  } finally {
    syscalls.close(probe);
  }
}
function nextData(fd, { offset, size }) {
  return Math.min(syscalls.seekData(fd, offset) ?? size, size);
}
function readRange(fd, buffer, { offset, length }) {
  let filled = 0;
  while (filled < length) {
    const count = readSync(fd, buffer, filled, length - filled, offset + filled);
    if (count === 0) {
      throw new LayoverError(
        'LAYOVER_TREE_CHANGED',
        `A file ended at ${offset + filled} bytes, ${offset + length} were expected`,
      );
    }
    filled += count;
  }
  return buffer.subarray(0, length);
}
//# sourceMappingURL=file-content.js.map
