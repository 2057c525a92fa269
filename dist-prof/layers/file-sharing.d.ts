/**
 * Equal files of different layers lie on disk once. When a layer is staged, each of its files of a block or more is looked
 * for in the layers that are there. Where the file system shares blocks (btrfs, XFS) it does so, whatever the files are
 * called. Elsewhere the two become one inode, and only if nobody can see it: the same path in both, no other name of
 * either in its layer, and mode, owner, time and xattrs equal. In a chain only the upper of two equal paths is seen, so
 * no job ever sees two paths as hard links that are none; a manifest, hence an id, is the same with and without.
 *
 * Nothing writes to a layer's files: an overlay copies up, and whoever removes a layer takes names away. What is found in
 * a damaged layer is not taken: the kernel compares the bytes, or their digest is worked out again.
 */
import { type HostPath } from '../base/bytes-path.js';
import type { LayerEntry } from './manifest.js';
import type { Staging } from './staging.js';
import { type LayerStore } from './store.js';

type Check = (() => void) | undefined;
/** What several layers that are made together share with those of the store, and with each other. */
export declare class FileSharing {
  #private;
  constructor(store: LayerStore);
  /** Lets later ones share with a staged layer. */
  add(tree: HostPath, entries: readonly LayerEntry[]): void;
  /** To be called when all files of a staged tree are made, and before its directories get their times. */
  share(staging: Staging, entries: readonly LayerEntry[], check?: Check): void;
}
export {};
