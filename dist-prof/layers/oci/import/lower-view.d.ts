/** What the layers below one in the making show together: what it deletes from, links to, and lies on. */
import { type HostPath, type RawPath } from '../../../base/bytes-path.js';
import type { LayerEntry, LayerObject } from '../../manifest.js';
/** An object that may have several names. */
export interface LowerInode {
  readonly object: LayerObject;
  /** The tree of its layer, and its place there. */
  readonly source: {
    readonly root: HostPath;
    readonly path: RawPath;
  };
  /** Every name it got in its layer; some may be another's by now. */
  readonly names: RawPath[];
}
export interface LowerNode {
  inode: LowerInode;
  /** Only of directories. */
  readonly children?: Map<RawPath, LowerNode>;
}
export declare class LowerView {
  #private;
  /** Undefined while there is no layer. */
  get root(): LowerNode | undefined;
  find(path: RawPath): LowerNode | undefined;
  /** Puts a layer, whose entries are in the order of a manifest, on top. */
  add(entries: readonly LayerEntry[], root: HostPath): void;
}
