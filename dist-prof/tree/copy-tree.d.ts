/** A whole tree as it is, marks of an overlay included: for moving an upper from one file system to another. */
import { type HostPath } from '../base/bytes-path.js';
/** From a directory to an empty one. */
export type Copies = ReadonlyArray<readonly [from: HostPath, to: HostPath]>;
export declare function copyTrees(copies: Copies, check: () => void): void;
/** Fills the empty directory `to`, its own attributes included. Both are nobody else's meanwhile. */
export declare function copyTree(from: HostPath, to: HostPath, check?: () => void): void;
