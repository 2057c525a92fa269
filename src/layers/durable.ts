/** Getting bytes to the disk before something says that they are there. */
import { randomBytes } from 'node:crypto';
import { fsyncSync, writeSync } from 'node:fs';
import { type HostPath, joinRaw, type RawPath } from '../base/bytes-path.js';
import {
  AT_FDCWD,
  O_CREAT,
  O_DIRECTORY,
  O_EXCL,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { openBeneath, openTree } from '../tree/open.js';

/** Of names that no reader takes for something finished. */
export const TEMPORARY_PREFIX = '.tmp-';

/** Makes the new file `path`; its bytes are synced, its name is not. */
export function writeNewFile(path: HostPath, bytes: Uint8Array): void {
  const fd = syscalls.open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    syscalls.close(fd);
  }
}

/** Makes `bytes` visible as `name` all at once, for good: readers see the old file or the new one. */
export function replaceFile(directory: HostPath, name: RawPath, bytes: Uint8Array): void {
  const temporary = joinRaw(directory, `${TEMPORARY_PREFIX}${randomBytes(8).toString('hex')}`) as HostPath;
  try {
    writeNewFile(temporary, bytes);
    const to = { dirfd: AT_FDCWD, name: joinRaw(directory, name) };
    syscalls.rename({ dirfd: AT_FDCWD, name: temporary }, to);
  } catch (error) {
    unlinkQuietly(temporary);
    throw error;
  }
  syncDirectory(directory);
}

export function syncDirectory(path: HostPath): void {
  const fd = syscalls.open(path, O_RDONLY | O_DIRECTORY);
  try {
    fsyncSync(fd);
  } finally {
    syscalls.close(fd);
  }
}

/** Each fsync waits for the disk; past this many, one wait for the whole file system is shorter. */
export const SYNC_EACH_MAX = 96;

/** Syncs a tree of ours: `paths` are its regular files and directories, its root included. */
export function syncTree(root: HostPath, paths: readonly RawPath[]): void {
  const top = openTree(root);
  try {
    if (paths.length <= SYNC_EACH_MAX) for (const path of paths) withOpen(top, path, fsyncSync);
    else withOpen(top, '' as RawPath, (fd) => syscalls.syncfs(fd));
  } finally {
    syscalls.close(top);
  }
}

function withOpen(top: number, path: RawPath, use: (fd: number) => void): void {
  const fd = openBeneath(top, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    use(fd);
  } finally {
    syscalls.close(fd);
  }
}

function unlinkQuietly(path: HostPath): void {
  try {
    syscalls.unlink(AT_FDCWD, path);
  } catch {
    // It was never made, or a sweep takes it; the error that led here says more.
  }
}
