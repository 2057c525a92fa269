import { type RawPath } from '../../../base/bytes-path.js';
import type { Sources } from '../../../tree/sources.js';
import type { TreeWriter } from '../../tree-writer.js';
import type { LayerInode, LayerTree } from './layer-tree.js';
import type { Budget } from './limits.js';
import type { LowerView } from './lower-view.js';
/**
 * Brings what a hard link leads to up from the layers below, as an overlay does: all names that it has there come
 * along, so that they stay one inode. The bytes are shared where the file system can.
 */
export declare class LowerCopies {
  #private;
  /** Undefined where what lies below is not known. */
  readonly view: LowerView | undefined;
  constructor(
    view: LowerView | undefined,
    {
      writer,
      sources,
      budget,
    }: {
      writer: TreeWriter;
      sources: Sources;
      budget: Budget;
    },
  );
  /** Undefined where nothing is there that a link could be to. */
  copy(tree: LayerTree, path: RawPath): LayerInode | undefined;
}
