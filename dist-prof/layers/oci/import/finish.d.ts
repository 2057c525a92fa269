import type { LayerEntry } from '../../manifest.js';
import type { TreeWriter } from '../../tree-writer.js';
import type { LayerTree } from './layer-tree.js';
import type { LowerView } from './lower-view.js';
export interface FinishOptions {
  readonly writer: TreeWriter;
  /** Undefined where what lies below is not known: then all that is said to be deleted stays so. */
  readonly view: LowerView | undefined;
  /** Called when every file is made: what happens to directories then shows in nothing. */
  readonly onFiles: (entries: readonly LayerEntry[]) => void;
  readonly check: () => void;
}
/** The entries in the order of a manifest. Whiteouts, opaque marks and the attributes of directories are on disk then. */
export declare function finishLayer(tree: LayerTree, options: FinishOptions): LayerEntry[];
