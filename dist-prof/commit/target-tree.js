import { componentsOf, joinRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { findStat, mountInside } from './seen.js';
import { volumeOf, volumePath } from './volumes.js';

const SPARE_DIRECTORIES = 64;
/**
 * The directory that a commit changes, for looking at it and for taking places in it. Everything is reached by descriptors below its root,
 * without following a symlink or crossing a mount but those that were named. Another mount in the way is `LAYOVER_COMMIT_TARGET`.
 */
export class TargetTree {
  path;
  /** Roots of the volumes, the target's own first. */
  #roots;
  #directories;
  /** `mounts` are those below it that may be entered, sorted. */
  constructor(path, mounts = []) {
    this.path = path;
    this.#roots = [ROOT_PATH, ...mounts.filter((at) => at !== ROOT_PATH)];
    const trees = this.#roots.map((at) => volumePath(path, at));
    this.#directories = new OpenDirectories(trees, SPARE_DIRECTORIES);
  }
  /** Of the target or of a volume in it: O_PATH, open as long as this is. */
  rootFd(at = ROOT_PATH) {
    return this.#directories.get(this.#roots.indexOf(at), ROOT_PATH);
  }
  /** A spot is valid until the next call. The root of a volume is a spot without a name. */
  locate(path) {
    const found = this.locatePlace(path);
    return found.kind === 'spot' ? { ...found, stat: findStat(found.spot) } : found;
  }
  /** The same for who does not ask what is there. */
  locatePlace(path) {
    const { tree, rest } = this.#enter(path);
    const { parent, name } = splitRaw(rest);
    try {
      return { kind: 'spot', spot: { dirfd: this.#directories.get(tree, parent), name } };
    } catch (error) {
      return this.#explain(splitRaw(path).parent, error);
    }
  }
  /** Runs `use` on a directory's own, readable descriptor. */
  withReadable(path, use) {
    const { tree, rest } = this.#enter(path);
    return this.#directories.withReadable({ tree, path: rest }, use);
  }
  [Symbol.dispose]() {
    this.#directories[Symbol.dispose]();
  }
  #enter(path) {
    const tree = volumeOf(path, this.#roots);
    const root = this.#roots[tree] ?? ROOT_PATH;
    return { tree, rest: root === '' ? path : path.slice(root.length + 1) };
  }
  /** Component by component: the first that cannot be entered is the reason. */
  #explain(parent, error) {
    let at = ROOT_PATH;
    for (const name of componentsOf(parent)) {
      at = joinRaw(at, name);
      try {
        const { tree, rest } = this.#enter(at);
        this.#directories.get(tree, rest);
      } catch (cause) {
        if (hasErrno(cause, 'ENOENT')) return { kind: 'no-parent', missing: at };
        return { kind: 'blocked', at, by: this.#obstacle(at, cause) };
      }
    }
    throw error;
  }
  #obstacle(at, error) {
    const cause = error instanceof LayoverError ? error.cause : error;
    if (hasErrno(cause, 'ELOOP')) return 'a symlink';
    // A symlink as the last component of a path that must be a directory is ENOTDIR on some kernels.
    if (hasErrno(cause, 'ENOTDIR')) return this.#isSymlink(at) ? 'a symlink' : 'no directory';
    if (hasErrno(cause, 'EXDEV')) throw mountInside(at, error);
    throw error;
  }
  #isSymlink(at) {
    const located = this.locate(at);
    return located.kind === 'spot' && (located.stat?.mode ?? 0) >>> 12 === 0o12;
  }
}
//# sourceMappingURL=target-tree.js.map
