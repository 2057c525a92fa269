/** Filling a staging directory: the tree, hashed on the way, then the manifest and the record, all synced. */
import { type RawPath } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import { type LayerEntry } from './manifest.js';
import type { Planned } from './plan-layer.js';
import { type LayerRecord } from './record.js';
import type { Staging } from './staging.js';
import { type LayerStyle } from './store.js';
import { TreeWriter } from './tree-writer.js';
export interface StageOptions {
  readonly part: Part;
  readonly style: LayerStyle;
  /** Throws to stop; called between entries and between pieces of large files. */
  readonly checkCanceled?: (() => void) | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
/** A layer on disk without its place yet. */
export interface StagedLayer {
  readonly staging: Staging;
  readonly record: LayerRecord;
}
/**
 * Makes the tree of a layer from a job's changes. The upper's files are not copied but get a second name: nothing
 * writes to an upper once its job has ended, and the job stays whole whatever becomes of this commit. Until it is
 * discarded and gone, jobs on the layer see a link count that is too high by as much.
 */
export declare function stageTree(
  staging: Staging,
  planned: readonly Planned[],
  options: StageOptions,
): LayerEntry[];
/** Writes what goes with a staged tree, and waits until all of it is on disk. */
export declare function sealStaging(
  staging: Staging,
  entries: readonly LayerEntry[],
  about: Pick<LayerRecord, 'below' | 'createdBy' | 'marks' | 'merges'>,
): StagedLayer;
/** The deepest first: making something in a directory changes its times. */
export declare function finishDirectories(writer: TreeWriter, entries: readonly LayerEntry[]): void;
export declare function explaining<T>(path: RawPath, action: () => T): T;
