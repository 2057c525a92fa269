import type { CommitReport } from '../../commit/report.js';
import type { Change } from '../../diff/change.js';
import type { LayerStore, LayerStyle } from '../../layers/store.js';
import type { Part } from '../../overlay/part.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';
export interface CommitLayerInput extends ViewChanges, CommitChoice {
  readonly store: LayerStore;
  readonly style: LayerStyle;
  readonly name: string;
  readonly createdBy?: string | undefined;
}
/** What became of the changes, and of which layer. */
export interface LayerReport extends CommitReport {
  /** `sha256:<id>`. */
  readonly layer: string;
  /** False where the store had it already. */
  readonly isNew: boolean;
}
interface Tools {
  readonly readView: (view: ViewChanges) => Change[];
  readonly onProgress: (done: number, total: number) => void;
}
/** A layer lies on the lowers of one place, so it holds the changes of one place: `from`, by default the root. */
export declare function commitPlace(
  input: CommitLayerInput,
  { readView, onProgress }: Tools,
): Promise<LayerReport>;
/** The place that was chosen, and what was chosen of its changes, from its own root. */
export declare function readPlace(
  input: ViewChanges & CommitChoice,
  readView: Tools['readView'],
): Promise<{
  readonly part: Part;
  readonly changes: Change[];
}>;
export {};
