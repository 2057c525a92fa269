import { type HostPath, type RawPath } from '../base/bytes-path.js';
/** Opens the directory at the top of a tree, by a host path that is trusted. The caller closes it. */
export declare function openTree(root: HostPath): number;
/**
 * Opens `path` below the directory `rootFd`, of any length, without following a symlink or leaving the tree.
 * A path that leads through a symlink, a mount or a non-directory is `LAYOVER_TREE_CHANGED`; ENOENT is thrown as it is.
 */
export declare function openBeneath(rootFd: number, path: RawPath, flags: number): number;
