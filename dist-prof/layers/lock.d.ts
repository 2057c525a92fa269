/** The locks of a store. Each is a flock, so the kernel lets go of it with the process that held it. */
import { type HostPath } from '../base/bytes-path.js';
import { type LayerStore } from './store.js';
export type LockKind = 'shared' | 'exclusive';
/** Runs `use` with the store's lock, which others hold for moments only: renames and a few small files. */
export declare function withStoreLock<T>(store: LayerStore, kind: LockKind, use: () => T): T;
/** Runs `use` if nobody holds the lock; undefined otherwise. */
export declare function tryWithStoreLock<T>(store: LayerStore, use: () => T): T | undefined;
/** Keeps layers from being collected until it is disposed of. */
export declare class LayerLease implements Disposable {
  #private;
  /** Of the layers that `paths` lie in; other paths are passed over. A layer that is gone is an error. */
  constructor(store: LayerStore, paths: readonly HostPath[]);
  [Symbol.dispose](): void;
}
/** Takes a directory's lock at once; undefined where it is held, or the directory is gone. The caller closes it. */
export declare function tryLockDirectory(path: HostPath): number | undefined;
