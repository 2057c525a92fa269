/** What a layer holds, on its way into a tar: whether it lies in the store, in a directory, or in a job's upper. */
import { type HostPath, type RawPath } from '../../../base/bytes-path.js';
import type { MarkStyle } from '../../../overlay/part.js';
import type { Entry } from '../../../tree/entry.js';
import { type Planned } from '../../plan-layer.js';
import { type LayerStore } from '../../store.js';
/** In byte order of the paths, `/` lowest; every directory above an entry is there, the root first. */
export type ExportEntry =
  | {
      readonly kind: 'object';
      readonly path: RawPath;
      readonly entry: Entry;
      /** Hides what lies below; only of directories. */
      readonly isOpaque: boolean;
    }
  /** One more name of the object at `to`, which comes before it. */
  | {
      readonly kind: 'link';
      readonly path: RawPath;
      readonly to: RawPath;
      readonly entry: Entry;
    }
  | {
      readonly kind: 'deleted';
      readonly path: RawPath;
    };
/** Of a stored layer. LAYOVER_LAYER_DAMAGED where its manifest is not the one of its id. */
export declare function readLayerEntries(store: LayerStore, id: string): ExportEntry[];
export interface DirectoryOptions {
  /** What it lies on, the topmost first. */
  readonly below: readonly HostPath[];
  readonly marks: MarkStyle;
  readonly check?: (() => void) | undefined;
}
/** Of a directory that is the user's own, as a layer on those below it. */
export declare function readDirectoryEntries(
  directory: HostPath,
  { below, marks, check }: DirectoryOptions,
): ExportEntry[];
/** Of a layer that is in no store. */
export declare function entriesOfPlan(planned: readonly Planned[]): ExportEntry[];
