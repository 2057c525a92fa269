/** The locks of a store. Each is a flock, so the kernel lets go of it with the process that held it. */
import { joinRaw, quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { AT_FDCWD, O_CREAT, O_DIRECTORY, O_RDONLY, O_RDWR } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { findLayerOf, layerPath } from './store.js';

const PATIENCE_MS = 10_000;
/** Runs `use` with the store's lock, which others hold for moments only: renames and a few small files. */
export function withStoreLock(store, kind, use) {
  const fd = syscalls.open(joinRaw(store.locks, 'store'), O_RDWR | O_CREAT, 0o600);
  try {
    waitFor(fd, kind, 'The store is locked by another layover');
    return use();
  } finally {
    syscalls.close(fd);
  }
}
/** Runs `use` if nobody holds the lock; undefined otherwise. */
export function tryWithStoreLock(store, use) {
  const fd = syscalls.open(joinRaw(store.locks, 'store'), O_RDWR | O_CREAT, 0o600);
  try {
    return syscalls.flock(fd, 'exclusive') ? use() : undefined;
  } finally {
    syscalls.close(fd);
  }
}
/** Keeps layers from being collected until it is disposed of. */
export class LayerLease {
  #fds = [];
  /** Of the layers that `paths` lie in; other paths are passed over. A layer that is gone is an error. */
  constructor(store, paths) {
    const ids = new Set(paths.map((path) => findLayerOf(store, path)).filter((id) => id !== undefined));
    try {
      for (const id of ids) this.#fds.push(leaseLayer(store, id));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }
  [Symbol.dispose]() {
    for (const fd of this.#fds.splice(0)) syscalls.close(fd);
  }
}
/** Takes a directory's lock at once; undefined where it is held, or the directory is gone. The caller closes it. */
export function tryLockDirectory(path) {
  const fd = openIfThere(path);
  if (fd === undefined || syscalls.flock(fd, 'exclusive')) return fd;
  syscalls.close(fd);
  return undefined;
}
// A collector may have moved the directory away between its opening and the lock.
function leaseLayer(store, id) {
  const path = layerPath(store, id);
  const fd = openIfThere(path);
  if (fd === undefined) throw layerGone(id);
  try {
    waitFor(fd, 'shared', `The layer ${id} is locked by another layover`);
    if (isStillAt(path, fd)) return fd;
    throw layerGone(id);
  } catch (error) {
    syscalls.close(fd);
    throw error;
  }
}
function isStillAt(path, fd) {
  try {
    return syscalls.stat(AT_FDCWD, path).ino === syscalls.stat(fd, '').ino;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
function openIfThere(path) {
  try {
    return syscalls.open(path, O_RDONLY | O_DIRECTORY);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
function waitFor(fd, kind, problem) {
  const deadline = Date.now() + PATIENCE_MS;
  while (!syscalls.flock(fd, kind)) {
    if (Date.now() > deadline) throw new LayoverError('LAYOVER_HOME', `${problem} for 10 s`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}
function layerGone(id) {
  return new LayoverError('LAYOVER_LAYER_UNKNOWN', `There is no layer ${quoteRaw(id)} any more`, {
    hint: 'See `layover layer ls`.',
  });
}
//# sourceMappingURL=lock.js.map
