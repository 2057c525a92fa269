import { type HostPath, type RawPath } from '../base/bytes-path.js';
/**
 * Descriptors of the directories that are being read in several trees, a bounded number of them.
 *
 * The roots stay open. Of the others the most recently used stay: a walk that goes down one level opens one name,
 * however deep it is. A descriptor may be closed by the next call of `get`, so ask again before each use.
 */
export declare class OpenDirectories implements Disposable {
  #private;
  constructor(roots: readonly HostPath[], limit: number);
  /** An O_PATH descriptor of the directory `path` in the tree with this number. */
  get(tree: number, path: RawPath): number;
  /** Closes what is open at and below `path`, whose name may stand for another directory from now on. */
  forget(tree: number, path: RawPath): void;
  /** Runs `use` with a descriptor of the directory that getdents(2) takes. */
  withReadable<T>(
    {
      tree,
      path,
    }: {
      tree: number;
      path: RawPath;
    },
    use: (fd: number) => T,
  ): T;
  [Symbol.dispose](): void;
}
