/** A layer in the making, as far as its members have come: what is there, by whose word, and what is said to be gone. */
import { type RawPath } from '../../../base/bytes-path.js';
import type { LayerObject } from '../../manifest.js';
/** One object; several names may have the same. */
export interface LayerInode {
  readonly object: LayerObject;
  /** Of regular files. */
  readonly sha256?: string | undefined;
}
export interface LayerNode {
  /** Absent for a directory that only lies above something, and for a name that is only said to be deleted. */
  inode?: LayerInode | undefined;
  /** There for directories only. */
  children?: Map<RawPath, LayerNode> | undefined;
  /** What the layers below have under this name is gone. */
  hidesLower: boolean;
  /** A copy from the layers below, made because something links to it. */
  isLowerCopy: boolean;
}
/** Told of directories that have to be made, the upper ones first. */
export type MakeDirectory = (path: RawPath) => void;
export declare class LayerTree {
  #private;
  readonly root: LayerNode;
  constructor(makeDirectory: MakeDirectory);
  /** Undefined where no member has spoken of it. */
  find(path: RawPath): LayerNode | undefined;
  /** Whether something that `path` leads through is no directory. */
  isBlocked(path: RawPath): boolean;
  /** Whether this layer has something at `path` itself, or hides what the layers below have there. */
  isCovered(path: RawPath): boolean;
  /** The node of `path`, made where absent, the directories above it included. */
  ensure(path: RawPath): LayerNode;
  /** What is in the directory `path`, which is made where absent. */
  ensureDirectory(path: RawPath): Map<RawPath, LayerNode>;
}
