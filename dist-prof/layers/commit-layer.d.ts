/** From a job's changes to a named layer, in one go. */
import { type HostPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { StoredConfig } from './oci/image-config.js';
import { type PublishedLayer } from './publish.js';
import { type ChainLink } from './record.js';
import { type StageOptions } from './stage.js';
import { type LayerStore } from './store.js';
export interface CommitLayerOptions extends StageOptions {
  readonly store: LayerStore;
  readonly name: string;
  /** For `history`: the job's command. */
  readonly createdBy?: string | undefined;
}
/**
 * Stores changes as a layer on top of what their part was run over, and names the chain. `changes` are of that one
 * part, sorted, their paths from its own root. Synchronous: for a worker, never for the main thread.
 */
export declare function commitLayer(changes: readonly Change[], options: CommitLayerOptions): PublishedLayer;
/** The chain that a job's lowers are. */
export declare function chainOf(store: LayerStore, lowers: readonly HostPath[]): ChainLink[];
/** How the image below is run, so that what is committed on top runs alike: that of a name which stands for just this chain. */
export declare function findConfigOf(store: LayerStore, below: readonly ChainLink[]): StoredConfig;
