/** The directory that was named as a target: under its one name, made where it is absent, or none. */
import { mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import { fsPath, type HostPath, joinRaw, quoteRaw, rawFromBytes, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { hintFor, isSystemError } from './explain.js';

/** As the kernel knows it, so that one directory has one name; the last component may be absent. */
export function realTarget(path: HostPath): HostPath {
  try {
    if (isThere(path)) return realPath(path);
    const { parent, name } = splitRaw(path);
    return joinRaw(realPath((parent === '' ? '/' : parent) as HostPath), name).replace('//', '/') as HostPath;
  } catch (cause) {
    throw notATarget(path, cause);
  }
}

function realPath(path: HostPath): HostPath {
  return rawFromBytes(realpathSync(fsPath(path), { encoding: 'buffer' })) as HostPath;
}

/** Stands for a target that is not there yet. */
export function emptyDirectoryOf(home: HostPath): HostPath {
  return joinRaw(home, 'attach') as HostPath;
}

export function makeUnlessThere(path: HostPath): boolean {
  try {
    mkdirSync(fsPath(path), 0o755);
    return true;
  } catch (cause) {
    if (hasErrno(cause, 'EEXIST')) return false;
    if (hasErrno(cause, 'EROFS', 'EACCES') && isThere(path)) return false;
    throw notATarget(path, cause);
  }
}

export function isThere(path: HostPath): boolean {
  try {
    syscalls.stat(AT_FDCWD, path);
    return true;
  } catch {
    return false;
  }
}

export function notATarget(path: HostPath, cause: unknown): LayoverError {
  // Of trees in general it is said that they are gone; this one was named by the caller.
  const reason = cause instanceof LayoverError && isSystemError(cause.cause) ? cause.cause : cause;
  const message = `${quoteRaw(path)} cannot be the target of a commit: ${messageOf(reason)}`;
  const hint =
    (isSystemError(reason) && hintFor(reason)) ||
    'Name a directory, or a new one in a directory that exists.';
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint });
}

export function removeQuietly(path: HostPath): void {
  try {
    rmdirSync(fsPath(path));
  } catch {
    // Somebody has put something into it by now; the error that led here says more.
  }
}
