import { type HostPath, type RawPath } from '../base/bytes-path.js';
import { type LayerStore } from './store.js';
/** A directory of its own for one layer, locked for as long as it is open. */
export declare class Staging implements Disposable {
  #private;
  readonly name: RawPath;
  readonly path: HostPath;
  /** An empty directory at first. */
  readonly tree: HostPath;
  readonly store: LayerStore;
  constructor(store: LayerStore);
  /** Told that the directory has its place now; it is let go of, not removed. */
  release(): void;
  [Symbol.dispose](): void;
}
/** Moves what killed commits left behind into the trash; the names moved. Nothing while somebody holds the lock. */
export declare function sweepStaging(store: LayerStore): string[];
/** The same for one who holds the store's lock exclusively. */
export declare function sweepLocked(store: LayerStore): string[];
/** At once, whatever its size; the bytes go when the trash is emptied. */
export declare function moveToTrash(
  store: LayerStore,
  {
    directory,
    name,
  }: {
    directory: HostPath;
    name: RawPath;
  },
): void;
