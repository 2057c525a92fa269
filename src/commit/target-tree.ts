import {
  componentsOf,
  type HostPath,
  joinRaw,
  type RawPath,
  ROOT_PATH,
  splitRaw,
} from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import type { Stat } from '../native/syscalls.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { findStat, mountInside, type Spot } from './seen.js';
import { volumeOf, volumePath } from './volumes.js';

type Nowhere =
  | { readonly kind: 'no-parent'; readonly missing: RawPath }
  | { readonly kind: 'blocked'; readonly at: RawPath; readonly by: string };

type LocatedPlace = { readonly kind: 'spot'; readonly spot: Spot } | Nowhere;

/** Where a path of the target is, or why it is nowhere. */
export type Located =
  | { readonly kind: 'spot'; readonly spot: Spot; readonly stat: Stat | undefined }
  | Nowhere;

const SPARE_DIRECTORIES = 64;

/**
 * The directory that a commit changes, for looking at it and for taking places in it. Everything is reached by descriptors below its root,
 * without following a symlink or crossing a mount but those that were named. Another mount in the way is `LAYOVER_COMMIT_TARGET`.
 */
export class TargetTree implements Disposable {
  readonly path: HostPath;
  /** Roots of the volumes, the target's own first. */
  readonly #roots: readonly RawPath[];
  readonly #directories: OpenDirectories;

  /** `mounts` are those below it that may be entered, sorted. */
  constructor(path: HostPath, mounts: readonly RawPath[] = []) {
    this.path = path;
    this.#roots = [ROOT_PATH, ...mounts.filter((at) => at !== ROOT_PATH)];
    const trees = this.#roots.map((at) => volumePath(path, at));
    this.#directories = new OpenDirectories(trees, SPARE_DIRECTORIES);
  }

  /** Of the target or of a volume in it: O_PATH, open as long as this is. */
  rootFd(at: RawPath = ROOT_PATH): number {
    return this.#directories.get(this.#roots.indexOf(at), ROOT_PATH);
  }

  /** A spot is valid until the next call. The root of a volume is a spot without a name. */
  locate(path: RawPath): Located {
    const found = this.locatePlace(path);
    return found.kind === 'spot' ? { ...found, stat: findStat(found.spot) } : found;
  }

  /** The same for who does not ask what is there. */
  locatePlace(path: RawPath): LocatedPlace {
    const { tree, rest } = this.#enter(path);
    const { parent, name } = splitRaw(rest);
    try {
      return { kind: 'spot', spot: { dirfd: this.#directories.get(tree, parent), name } };
    } catch (error) {
      return this.#explain(splitRaw(path).parent, error);
    }
  }

  /** Runs `use` on a directory's own, readable descriptor. */
  withReadable<T>(path: RawPath, use: (fd: number) => T): T {
    const { tree, rest } = this.#enter(path);
    return this.#directories.withReadable({ tree, path: rest }, use);
  }

  [Symbol.dispose](): void {
    this.#directories[Symbol.dispose]();
  }

  #enter(path: RawPath): { tree: number; rest: RawPath } {
    const tree = volumeOf(path, this.#roots);
    const root = this.#roots[tree] ?? ROOT_PATH;
    return { tree, rest: (root === '' ? path : path.slice(root.length + 1)) as RawPath };
  }

  /** Component by component: the first that cannot be entered is the reason. */
  #explain(parent: RawPath, error: unknown): Nowhere {
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

  #obstacle(at: RawPath, error: unknown): string {
    const cause = error instanceof LayoverError ? error.cause : error;
    if (hasErrno(cause, 'ELOOP')) return 'a symlink';
    // A symlink as the last component of a path that must be a directory is ENOTDIR on some kernels.
    if (hasErrno(cause, 'ENOTDIR')) return this.#isSymlink(at) ? 'a symlink' : 'no directory';
    if (hasErrno(cause, 'EXDEV')) throw mountInside(at, error);
    throw error;
  }

  #isSymlink(at: RawPath): boolean {
    const located = this.locate(at);
    return located.kind === 'spot' && (located.stat?.mode ?? 0) >>> 12 === 0o12;
  }
}
