import { mkdirSync } from 'node:fs';
import { componentsOf, fsPath, isBelow, joinRaw, quoteRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { O_DIRECTORY, O_PATH } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { openBeneath, openTree } from '../tree/open.js';

const DIRECTORY = O_PATH | O_DIRECTORY;
/**
 * The directory that takes the changes. Everything in it is reached by descriptors below its root, without
 * following a symlink or crossing a mount: where one stands in the way, the error names it.
 */
export class Target {
  path;
  #fd;
  /** The parent directory asked for last; a descriptor stays right whatever becomes of the names above it. */
  #last;
  /** Opens `path`, and makes it first where it is absent; its own parent must be there. */
  constructor(path) {
    this.path = path;
    this.#fd = openOrMake(path);
  }
  close() {
    this.forget(ROOT_PATH);
    syscalls.close(this.#fd);
  }
  /** Where `path` is to be made. Missing directories above it are made with mode 0755. Valid until the next call. */
  makePlace(path) {
    const { parent, name } = splitRaw(path);
    return { dirfd: this.#enter(parent) ?? this.#walk(parent, true) ?? this.#fd, name };
  }
  /** Where `path` is, or undefined if something above it is absent or no directory. Valid until the next call. */
  findPlace(path) {
    const { parent, name } = splitRaw(path);
    const dirfd = this.#enter(parent) ?? this.#walk(parent, false);
    return dirfd === undefined ? undefined : { dirfd, name };
  }
  /** A descriptor of the directory at `path`, for the caller to close. */
  openDirectory(path) {
    try {
      return openBeneath(this.#fd, path, DIRECTORY);
    } catch (error) {
      throw this.#obstacle(path, error);
    }
  }
  /** To be called before `path` is removed: what was open below it is no place for anything any more. */
  forget(path) {
    if (this.#last === undefined || !isBelow(this.#last.path, path)) return;
    syscalls.close(this.#last.fd);
    this.#last = undefined;
  }
  /** Opens a parent directory in one go, from the last one where it lies above; undefined where that fails. */
  #enter(parent) {
    if (parent === '') return this.#fd;
    const last = this.#last;
    if (last?.path === parent) return last.fd;
    const isDescent = last !== undefined && isBelow(parent, last.path);
    const rest = isDescent ? parent.slice(last.path.length + 1) : parent;
    try {
      return this.#remember(parent, openBeneath(isDescent ? last.fd : this.#fd, rest, DIRECTORY));
    } catch {
      return undefined; // the walk, component by component, finds out why
    }
  }
  #remember(path, fd) {
    this.forget(ROOT_PATH);
    this.#last = { path, fd };
    return fd;
  }
  #walk(parent, canMake) {
    let at = ROOT_PATH;
    for (const name of componentsOf(parent)) {
      const dirfd = at === '' ? this.#fd : (this.#last?.fd ?? this.#fd);
      const next = joinRaw(at, name);
      const fd = this.#step({ dirfd, name }, next, canMake);
      if (fd === undefined) return undefined;
      this.#remember(next, fd);
      at = next;
    }
    return this.#last?.fd;
  }
  #step(place, path, canMake) {
    try {
      return openBeneath(place.dirfd, place.name, DIRECTORY);
    } catch (error) {
      const isAbsent = hasErrno(error, 'ENOENT');
      if (!canMake && (isAbsent || hasErrno(systemErrorOf(error), 'ENOTDIR'))) return undefined;
      if (!isAbsent) throw this.#obstacle(path, error);
    }
    syscalls.mkdir(place.dirfd, place.name, 0o755);
    syscalls.chmod(place.dirfd, place.name, 0o755); // whatever the umask
    return openBeneath(place.dirfd, place.name, DIRECTORY);
  }
  #obstacle(path, cause) {
    const what = findObstacle(cause);
    if (what === undefined) return cause;
    const message = `${quoteRaw(path)} in ${quoteRaw(this.path)} is ${what}, where the changes have a directory`;
    const hint = 'Nothing outside the target is ever changed; move it away, or choose another target.';
    return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint });
  }
}
function systemErrorOf(error) {
  return error instanceof LayoverError ? error.cause : error;
}
function findObstacle(error) {
  const cause = systemErrorOf(error);
  if (hasErrno(cause, 'ELOOP')) return 'a symlink';
  if (hasErrno(cause, 'ENOTDIR')) return 'no directory';
  if (hasErrno(cause, 'EXDEV')) return 'a mount point';
  return undefined;
}
function openOrMake(path) {
  try {
    makeUnlessThere(path);
    return openTree(path);
  } catch (cause) {
    const message = `${quoteRaw(path)} cannot be the target of a commit: ${messageOf(cause)}`;
    const hint = 'Name a directory, or a new one in a directory that exists.';
    throw new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint });
  }
}
function makeUnlessThere(path) {
  try {
    mkdirSync(fsPath(path), 0o755);
  } catch (error) {
    if (!hasErrno(error, 'EEXIST')) throw error;
  }
}
//# sourceMappingURL=target.js.map
