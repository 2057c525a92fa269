/** Where what is new waits, and what was displaced is kept: on the target's own file system, out of sight. */
import { accessSync, constants, lstatSync, writeFileSync } from 'node:fs';
import { componentsOf, fsPath, joinRaw, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { AT_FDCWD, O_DIRECTORY, O_PATH } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { removeTree } from '../tree/remove.js';
import { hintFor, isSystemError } from './explain.js';
import { OWN_STASH } from './journal.js';
/** How the directory is called where it lies in or beside a target. */
export const STASH_PREFIX = '.layover-';
/**
 * The state directory where that is on the target's file system, else beside the target, else in it: on the way to `inner`,
 * a directory that holds all the changes, where one can first be written to. Nothing is made. A target that cannot be
 * written to is `LAYOVER_COMMIT_TARGET`.
 */
export function chooseStash(target, journal) {
  const hidden = `${STASH_PREFIX}${journal.id}`;
  const { parent } = splitRaw(target.path);
  if (canRename(journal.path, target)) return joinRaw(journal.path, OWN_STASH);
  const beside = parent === '' ? '/' : parent;
  if (target.path !== '/' && canRename(beside, target) && canWrite(beside)) return `${parent}/${hidden}`;
  const inside = waysTo(target).find(mayWrite) ?? target.path;
  return `${inside === '/' ? '' : inside}/${hidden}`;
}
/** The target and each directory below it down to `inner`. */
function waysTo({ path, inner }) {
  const names = componentsOf(inner);
  const root = path === '/' ? '' : path;
  return [path, ...names.map((_name, index) => `${root}/${names.slice(0, index + 1).join('/')}`)];
}
/** A symlink is none of the target's own directories. */
function mayWrite(directory) {
  try {
    if (!lstatSync(fsPath(directory)).isDirectory()) return false;
    accessSync(fsPath(directory), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
/** Makes it, empty; git passes over it. */
export function makeStash(path, home) {
  syscalls.mkdir(AT_FDCWD, path, 0o700);
  if (path.startsWith(`${home}/`)) return;
  writeFileSync(fsPath(`${path}/.gitignore`), '*\n', { mode: 0o600 });
}
/** Removes it with all that is in it; absent is fine. */
export function removeStash(path) {
  const { parent, name } = splitRaw(path);
  try {
    removeTree(parent === '' ? '/' : parent, name);
  } catch (error) {
    if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_LOWER_MISSING') throw error;
  }
}
const NO_SUCH = `${STASH_PREFIX}no-such-entry`;
/**
 * Whether the kernel renames between the two: it looks at their mounts first, and whether they can be written to, then at
 * the names, of which neither exists. Subvolumes of one mount, which have other devices, it tells apart only after that.
 */
function canRename(from, target) {
  const dirfd = openDirectory(from);
  if (dirfd === undefined) return false;
  try {
    if (syscalls.stat(dirfd, '').dev !== syscalls.stat(target.fd, '').dev) return false;
    syscalls.rename({ dirfd, name: NO_SUCH }, { dirfd: target.fd, name: NO_SUCH });
    return false;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    if (hasErrno(error, 'EXDEV', 'EACCES', 'EPERM')) return false;
    if (hasErrno(error, 'EROFS')) throw notWritable(target.path, error);
    throw error;
  } finally {
    syscalls.close(dirfd);
  }
}
function openDirectory(path) {
  try {
    return syscalls.open(path, O_PATH | O_DIRECTORY);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return undefined;
    throw error;
  }
}
function canWrite(directory) {
  const probe = joinRaw(directory, `${STASH_PREFIX}probe-${process.pid}`);
  try {
    syscalls.mkdir(AT_FDCWD, probe, 0o700);
    syscalls.rmdir(AT_FDCWD, probe);
    return true;
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}
export function notWritable(path, cause) {
  const message = `Nothing can be made in the target ${Buffer.from(path, 'latin1').toString()}: ${messageOf(cause)}`;
  const hint = isSystemError(cause) ? hintFor(cause) : undefined;
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint });
}
//# sourceMappingURL=stash.js.map
