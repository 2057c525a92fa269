/** Making a tree nobody else's: layers have files of the uppers they were made from, as second names of one inode. */
import { type HostPath } from '../base/bytes-path.js';
/**
 * Puts a copy in the place of each tree that shares an inode with something outside it: what writes there next writes
 * to nothing else. A crash leaves the tree or its copy in the place, whole, and perhaps the other one beside it.
 */
export declare function ownTrees(roots: readonly HostPath[], check: () => void): void;
