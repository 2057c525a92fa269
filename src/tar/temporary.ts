/**
 * Files in the making beside the place they are for: who holds one, and what becomes of those that killed runs left.
 * Each is locked for as long as it is open, so one whose lock is free is nobody's any more.
 */
import { randomBytes } from 'node:crypto';
import { type HostPath, joinRaw, type RawPath } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import {
  AT_FDCWD,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
  RESOLVE_BENEATH,
  RESOLVE_NO_SYMLINKS,
  S_IFMT,
  S_IFREG,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';

const RANDOM_BYTES = 6;
const PREFIX = '.layover-tar-';
const PATTERN = /^\.layover-tar-[0-9a-f]{12}$/;

export interface Temporary {
  readonly fd: number;
  readonly path: HostPath;
}

/** A new empty file in `folder`, open for writing and locked. */
export function createTemporary(folder: HostPath): Temporary {
  for (;;) {
    const path = joinRaw(folder, PREFIX + randomBytes(RANDOM_BYTES).toString('hex')) as HostPath;
    const fd = syscalls.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o644);
    try {
      // A sweep may have come between, and taken it.
      if (lock(fd) !== 'taken' && syscalls.stat(fd, '').nlink > 0) return { fd, path };
    } catch (error) {
      unlinkQuietly(AT_FDCWD, path);
      syscalls.close(fd);
      throw error;
    }
    syscalls.close(fd);
  }
}

/** Removes what killed runs of this user left in `folder`. What cannot be looked at stays: it is in nobody's way. */
export function sweepTemporaries(folder: HostPath): void {
  const directory = openQuietly(() => syscalls.open(folder, O_RDONLY | O_DIRECTORY));
  if (directory === undefined) return;
  try {
    for (const name of syscalls.readDirectory(directory)) if (PATTERN.test(name)) sweepOne(directory, name);
  } finally {
    syscalls.close(directory);
  }
}

function sweepOne(directory: number, name: RawPath): void {
  const how = {
    flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
    resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
  };
  const fd = openQuietly(() => syscalls.openat2(directory, name, how));
  if (fd === undefined) return;
  try {
    const { mode, uid, nlink } = syscalls.stat(fd, '');
    const isOwn = (mode & S_IFMT) === S_IFREG && nlink === 1 && uid === process.geteuid?.();
    if (isOwn && lock(fd) === 'held') unlinkQuietly(directory, name);
  } finally {
    syscalls.close(fd);
  }
}

/** `unknown` where the file system has no locks: nothing is ever swept there. */
function lock(fd: number): 'held' | 'taken' | 'unknown' {
  try {
    return syscalls.flock(fd, 'exclusive') ? 'held' : 'taken';
  } catch (error) {
    if (!hasErrno(error, 'ENOLCK', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL')) throw error;
    return 'unknown';
  }
}

function openQuietly(open: () => number): number | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof Error) || !('errno' in error)) throw error;
    return undefined;
  }
}

function unlinkQuietly(directory: number, name: RawPath): void {
  try {
    syscalls.unlink(directory, name);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EBUSY')) throw error;
  }
}
