/** Directories in which layers are made: who holds one, and what becomes of those that nobody does. */
import { randomBytes } from 'node:crypto';
import { type HostPath, joinRaw, type RawPath } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { AT_FDCWD, FS_TOPDIR_FL, O_DIRECTORY, O_RDONLY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { removeTree } from '../tree/remove.js';
import { tryLockDirectory, tryWithStoreLock, withStoreLock } from './lock.js';
import { type LayerStore, TREE_NAME } from './store.js';

/** A directory of its own for one layer, locked for as long as it is open. */
export class Staging implements Disposable {
  readonly name: RawPath;
  readonly path: HostPath;
  /** An empty directory at first. */
  readonly tree: HostPath;
  readonly store: LayerStore;
  readonly #lock: number;
  #isTaken = false;

  constructor(store: LayerStore) {
    this.store = store;
    this.name = randomBytes(12).toString('hex') as RawPath;
    this.path = joinRaw(store.staging, this.name) as HostPath;
    this.tree = joinRaw(this.path, TREE_NAME) as HostPath;
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
  release(): void {
    this.#isTaken = true;
  }

  [Symbol.dispose](): void {
    try {
      if (!this.#isTaken) removeQuietly(this.store.staging, this.name);
    } finally {
      syscalls.close(this.#lock);
    }
  }
}

/** Moves what killed commits left behind into the trash; the names moved. Nothing while somebody holds the lock. */
export function sweepStaging(store: LayerStore): string[] {
  if (listStaging(store).length === 0) return [];
  return tryWithStoreLock(store, () => sweepLocked(store)) ?? [];
}

/** The same for one who holds the store's lock exclusively. */
export function sweepLocked(store: LayerStore): string[] {
  return listStaging(store).filter((name) => {
    const lock = tryLockDirectory(joinRaw(store.staging, name) as HostPath);
    if (lock === undefined) return false;
    moveToTrash(store, { directory: store.staging, name });
    syscalls.close(lock);
    return true;
  });
}

/** At once, whatever its size; the bytes go when the trash is emptied. */
export function moveToTrash(
  store: LayerStore,
  { directory, name }: { directory: HostPath; name: RawPath },
): void {
  const to = joinRaw(store.trash, `${name}.${randomBytes(4).toString('hex')}`);
  syscalls.rename({ dirfd: AT_FDCWD, name: joinRaw(directory, name) }, { dirfd: AT_FDCWD, name: to });
}

function listStaging(store: LayerStore): RawPath[] {
  const fd = syscalls.open(store.staging, O_RDONLY | O_DIRECTORY);
  try {
    return syscalls.readDirectory(fd);
  } finally {
    syscalls.close(fd);
  }
}

/**
 * ext4 makes a directory's files beside its parent's, and tries every inode there that was freed within the last minutes
 * first: where layers and jobs come and go, 20,000 files took 5 s instead of 0.4. Told that what is in a directory has
 * nothing to do with each other, it looks for an empty region for each.
 */
function spreadOut(staging: HostPath): void {
  const fd = syscalls.open(staging, O_RDONLY | O_DIRECTORY);
  try {
    const flags = syscalls.getInodeFlags(fd);
    if ((flags & FS_TOPDIR_FL) === 0) syscalls.setInodeFlags(fd, flags | FS_TOPDIR_FL);
  } catch (error) {
    // Other file systems have no such flag, and no such trouble.
    if (!hasErrno(error, 'ENOTTY', 'EOPNOTSUPP', 'EINVAL', 'ENOSYS', 'EPERM')) throw error;
  } finally {
    syscalls.close(fd);
  }
}

/** Leaves nothing behind where it fails. */
function makeLocked(store: LayerStore, name: RawPath): number {
  const path = joinRaw(store.staging, name) as HostPath;
  spreadOut(store.staging);
  syscalls.mkdir(AT_FDCWD, path, 0o700);
  let fd: number | undefined;
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

function removeQuietly(parent: HostPath, name: RawPath): void {
  try {
    removeTree(parent, name);
  } catch {
    // A sweep takes what is left; the error that led here says more.
  }
}
