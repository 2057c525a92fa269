/** Directories in which layers are made: who holds one, and what becomes of those that nobody does. */
import { randomBytes } from 'node:crypto';
import { joinRaw } from '../base/bytes-path.js';
import { AT_FDCWD, O_DIRECTORY, O_RDONLY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { removeTree } from '../tree/remove.js';
import { tryLockDirectory, tryWithStoreLock, withStoreLock } from './lock.js';
import { TREE_NAME } from './store.js';
/** A directory of its own for one layer, locked for as long as it is open. */
export class Staging {
  name;
  path;
  /** An empty directory at first. */
  tree;
  store;
  #lock;
  #isTaken = false;
  constructor(store) {
    this.store = store;
    this.name = randomBytes(12).toString('hex');
    this.path = joinRaw(store.staging, this.name);
    this.tree = joinRaw(this.path, TREE_NAME);
    // A sweep must not see it between its making and its lock.
    this.#lock = withStoreLock(store, 'shared', () => makeLocked(store, this.name));
    try {
      syscalls.mkdir(AT_FDCWD, this.tree, 0o700);
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }
  /** Told that the directory has its place now; it is let go of, not removed. */
  release() {
    this.#isTaken = true;
  }
  [Symbol.dispose]() {
    try {
      if (!this.#isTaken) removeQuietly(this.store.staging, this.name);
    } finally {
      syscalls.close(this.#lock);
    }
  }
}
/** Moves what killed commits left behind into the trash; the names moved. Nothing while somebody holds the lock. */
export function sweepStaging(store) {
  if (listStaging(store).length === 0) return [];
  return tryWithStoreLock(store, () => sweepLocked(store)) ?? [];
}
/** The same for one who holds the store's lock exclusively. */
export function sweepLocked(store) {
  return listStaging(store).filter((name) => {
    const lock = tryLockDirectory(joinRaw(store.staging, name));
    if (lock === undefined) return false;
    moveToTrash(store, { directory: store.staging, name });
    syscalls.close(lock);
    return true;
  });
}
/** At once, whatever its size; the bytes go when the trash is emptied. */
export function moveToTrash(store, { directory, name }) {
  const to = joinRaw(store.trash, `${name}.${randomBytes(4).toString('hex')}`);
  syscalls.rename({ dirfd: AT_FDCWD, name: joinRaw(directory, name) }, { dirfd: AT_FDCWD, name: to });
}
function listStaging(store) {
  const fd = syscalls.open(store.staging, O_RDONLY | O_DIRECTORY);
  try {
    return syscalls.readDirectory(fd);
  } finally {
    syscalls.close(fd);
  }
}
/** Leaves nothing behind where it fails. */
function makeLocked(store, name) {
  const path = joinRaw(store.staging, name);
  syscalls.mkdir(AT_FDCWD, path, 0o700);
  let fd;
  try {
    fd = syscalls.open(path, O_RDONLY | O_DIRECTORY);
    syscalls.flock(fd, 'exclusive');
    return fd;
  } catch (error) {
    if (fd !== undefined) syscalls.close(fd);
    removeQuietly(store.staging, name);
    throw error;
  }
}
function removeQuietly(parent, name) {
  try {
    removeTree(parent, name);
  } catch {
    // A sweep takes what is left; the error that led here says more.
  }
}
//# sourceMappingURL=staging.js.map
