/** Work on whole trees that only pipelines ask for. */
import { type HostPath } from '../../base/bytes-path.js';
import type { Change } from '../../diff/change.js';
import type { TreeIdentity } from '../../inputs/identity.js';
import type { SnapshotInput, Snapshots } from '../../inputs/snapshot.js';
import type { loadLayer as LoadLayer } from '../../layers/portable.js';
import type { LayerStore } from '../../layers/store.js';
import type { CommitPlacesInput, PlacesReport } from './commit-places.js';
import type { ViewChanges } from './view-changes.js';
export interface PipelineTasks {
  /** Stores what a pipeline's job changed, place by place. */
  readonly commitPlaces: {
    readonly input: CommitPlacesInput;
    readonly result: PlacesReport;
  };
  /** The parts of a project that jobs are given, as layers. */
  readonly takeSnapshots: {
    readonly input: SnapshotInput;
    readonly result: Snapshots;
  };
  /** What trees of the host's are, by the status of all that is in them. */
  readonly identifyTrees: {
    readonly input: {
      readonly roots: readonly HostPath[];
    };
    readonly result: readonly TreeIdentity[];
  };
  /** The first pair of layers that changed the same path. */
  readonly findConflict: {
    readonly input: {
      readonly store: LayerStore;
      readonly pairs: ReadonlyArray<readonly [string, string]>;
    };
    readonly result:
      | {
          readonly pair: readonly [string, string];
          readonly path: string;
        }
      | undefined;
  };
  /** Where two lists of layers differ; undefined where one is gone. Paths are quoted. */
  readonly compareLayers: {
    readonly input: {
      readonly store: LayerStore;
      readonly before: readonly string[];
      readonly after: readonly string[];
    };
    readonly result:
      | {
          readonly paths: readonly string[];
          readonly count: number;
        }
      | undefined;
  };
  /** Layers as plain files in a directory of the user's, and back; whether it was there. */
  readonly saveLayer: {
    readonly input: {
      readonly store: LayerStore;
      readonly id: string;
      readonly directory: string;
    };
    readonly result: undefined;
  };
  readonly loadLayer: {
    readonly input: Parameters<typeof LoadLayer>[0] & {
      readonly directory: string;
    };
    readonly result: boolean;
  };
}
interface Control {
  readonly check: () => void;
}
type Implemented<C> = {
  readonly [N in keyof PipelineTasks]: (
    input: PipelineTasks[N]['input'],
    control: C,
  ) => Promise<PipelineTasks[N]['result']>;
};
/** `readView` gives every change, hard links to the last. */
export declare function pipelineTasks<C extends Control>(
  readView: (view: ViewChanges, control: C) => Change[],
): Implemented<C>;
export {};
