/** Several layers as one: what each says about a path, joined so that the result lies on anything as they all would. */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { LayerEntry, LayerObject } from './manifest.js';
/** An object of one of the layers. Names of one inode share it. */
export interface MergedObject {
  readonly object: LayerObject;
  readonly sha256?: string | undefined;
  /** Where it lies: the tree of its layer, and its place there. */
  readonly root: HostPath;
  readonly path: RawPath;
}
/** A path of the result, in the order of a manifest. */
export interface MergedPath {
  readonly path: RawPath;
  readonly merged?: MergedObject | undefined;
  readonly isOpaque: boolean;
}
export declare class MergedChanges {
  #private;
  /** Puts a layer, whose entries are in the order of a manifest, on top. */
  add(entries: readonly LayerEntry[], root: HostPath): void;
  /** `isLowest`: nothing lies below, so nothing needs to be hidden. */
  paths({ isLowest }: { readonly isLowest: boolean }): Generator<MergedPath>;
}
