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

/** Where a path of the target is, or why it is nowhere. */
export type Located =
  | { readonly kind: 'spot'; readonly spot: Spot; readonly stat: Stat | undefined }
  | { readonly kind: 'no-parent'; readonly missing: RawPath }
  | { readonly kind: 'blocked'; readonly at: RawPath; readonly by: string };

const SPARE_DIRECTORIES = 64;

/**
 * The directory that a commit changes, for looking at it and for taking places in it. Everything is reached by descriptors below its root,
 * without following a symlink or crossing a mount. A mount in the way is `LAYOVER_COMMIT_TARGET`.
 */
export class TargetTree implements Disposable {
  readonly path: HostPath;
  readonly #directories: OpenDirectories;

  constructor(path: HostPath) {
    this.path = path;
    this.#directories = new OpenDirectories([path], SPARE_DIRECTORIES);
  }

  /** O_PATH, open as long as this is. */
  get rootFd(): number {
    return this.#directories.get(0, ROOT_PATH);
  }

  /** A spot is valid until the next call. */
  locate(path: RawPath): Located {
    const { parent, name } = splitRaw(path);
    try {
      const spot = { dirfd: this.#directories.get(0, parent), name };
      return { kind: 'spot', spot, stat: findStat(spot) };
    } catch (error) {
      return this.#explain(parent, error);
    }
  }

  /** Runs `use` on a directory's own, readable descriptor. */
  withReadable<T>(path: RawPath, use: (fd: number) => T): T {
    return this.#directories.withReadable({ tree: 0, path }, use);
  }

  [Symbol.dispose](): void {
    this.#directories[Symbol.dispose]();
  }

  /** Component by component: the first that cannot be entered is the reason. */
  #explain(parent: RawPath, error: unknown): Located {
    let at = ROOT_PATH;
    for (const name of componentsOf(parent)) {
      at = joinRaw(at, name);
      try {
        this.#directories.get(0, at);
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
