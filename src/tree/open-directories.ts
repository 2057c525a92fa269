import { type HostPath, isBelow, type RawPath, splitRaw } from '../base/bytes-path.js';
import { O_DIRECTORY, O_PATH, O_RDONLY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { openBeneath, openTree } from './open.js';

/**
 * Descriptors of the directories that are being read in several trees, a bounded number of them.
 *
 * The roots stay open. Of the others the most recently used stay: a walk that goes down one level opens one name,
 * however deep it is. A descriptor may be closed by the next call of `get`, so ask again before each use.
 */
export class OpenDirectories implements Disposable {
  readonly #roots: number[] = [];
  readonly #open = new Map<string, number>();
  readonly #limit: number;
  /** What was asked for last, which is open: most often it is asked for again. */
  #last: { readonly tree: number; readonly path: RawPath; readonly fd: number } | undefined;

  constructor(roots: readonly HostPath[], limit: number) {
    this.#limit = limit;
    try {
      for (const root of roots) this.#roots.push(openTree(root));
    } catch (error) {
      this[Symbol.dispose]();
      throw error;
    }
  }

  /** An O_PATH descriptor of the directory `path` in the tree with this number. */
  get(tree: number, path: RawPath): number {
    if (path === '') return this.#root(tree);
    const last = this.#last;
    if (last !== undefined && last.path === path && last.tree === tree) return last.fd;
    const known = this.#take(tree, path);
    const fd = known ?? this.#openBelow(tree, path);
    this.#open.set(keyOf(tree, path), fd);
    if (known === undefined) this.#trim();
    this.#last = { tree, path, fd };
    return fd;
  }

  /** Closes what is open at and below `path`, whose name may stand for another directory from now on. */
  forget(tree: number, path: RawPath): void {
    this.#last = undefined;
    for (const [key, fd] of this.#open) {
      if (!isBelow(key as RawPath, keyOf(tree, path) as RawPath)) continue;
      this.#open.delete(key);
      syscalls.close(fd);
    }
  }

  /** Runs `use` with a descriptor of the directory that getdents(2) takes. */
  withReadable<T>({ tree, path }: { tree: number; path: RawPath }, use: (fd: number) => T): T {
    const fd = openBeneath(this.get(tree, path), '' as RawPath, O_RDONLY | O_DIRECTORY);
    try {
      return use(fd);
    } finally {
      syscalls.close(fd);
    }
  }

  [Symbol.dispose](): void {
    this.#last = undefined;
    for (const fd of [...this.#roots.splice(0), ...this.#open.values()]) syscalls.close(fd);
    this.#open.clear();
  }

  #root(tree: number): number {
    const fd = this.#roots[tree];
    if (fd === undefined) throw new Error(`There is no tree number ${tree}`);
    return fd;
  }

  // Taking it out and putting it back makes it the youngest.
  #take(tree: number, path: RawPath): number | undefined {
    const key = keyOf(tree, path);
    const fd = this.#open.get(key);
    if (fd !== undefined) this.#open.delete(key);
    return fd;
  }

  #openBelow(tree: number, path: RawPath): number {
    const { parent, name } = splitRaw(path);
    const near = this.#open.get(keyOf(tree, parent));
    if (near !== undefined) return openBeneath(near, name, O_PATH | O_DIRECTORY);
    return openBeneath(this.#root(tree), path, O_PATH | O_DIRECTORY);
  }

  #trim(): void {
    if (this.#open.size <= this.#limit) return;
    const oldest = this.#open.entries().next().value;
    if (oldest === undefined) return;
    this.#open.delete(oldest[0]);
    syscalls.close(oldest[1]);
  }
}

function keyOf(tree: number, path: RawPath): string {
  return `${tree}:${path}`;
}
