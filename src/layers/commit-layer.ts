/** From a job's changes to a named layer, in one go. */
import { type HostPath, jsonPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import { explainingDevice } from './device-failure.js';
import { LayerLease } from './lock.js';
import type { StoredConfig } from './oci/image-config.js';
import { planLayer } from './plan-layer.js';
import { type PublishedLayer, publishLayer } from './publish.js';
import { type ChainLink, findLayer } from './record.js';
import { listRefs, parseRefName } from './refs.js';
import { type StageOptions, sealStaging, stageTree } from './stage.js';
import { Staging } from './staging.js';
import { findLayerOf, type LayerStore, treePath } from './store.js';

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
export function commitLayer(changes: readonly Change[], options: CommitLayerOptions): PublishedLayer {
  parseRefName(options.name);
  return explainingDevice(`The layer ${options.name} cannot be stored`, () => storeLayer(changes, options));
}

function storeLayer(changes: readonly Change[], options: CommitLayerOptions): PublishedLayer {
  const { store, part, name, createdBy, style } = options;
  const lowers = unmerge(store, part.lowers);
  using _lease = new LayerLease(store, [...part.lowers, ...lowers, part.upper]);
  const below = chainOf(store, lowers);
  using staging = new Staging(store);
  const entries = stageTree(staging, planLayer(changes, part), options);
  const staged = sealStaging(staging, entries, { below, createdBy, marks: style });
  const { isNew } = publishLayer(store, staged, { name, below, config: findConfigOf(store, below) });
  // Of the layer as it lies there: another may have made it first.
  return { record: findLayer(store, staged.record.id) ?? staged.record, isNew };
}

/** With each merged layer's own ones in its place, so that a chain says what it was made of; unless some are gone. */
function unmerge(store: LayerStore, lowers: readonly HostPath[]): HostPath[] {
  return lowers.flatMap((lower) => {
    const id = findLayerOf(store, lower);
    const merges = id === undefined ? undefined : findLayer(store, id)?.merges;
    const isWhole = merges?.every((one) => findLayer(store, one) !== undefined);
    return merges !== undefined && isWhole ? merges.map((one) => treePath(store, one)) : [lower];
  });
}

/** The chain that a job's lowers are. */
export function chainOf(store: LayerStore, lowers: readonly HostPath[]): ChainLink[] {
  return lowers.map((lower): ChainLink => {
    const layer = findLayerOf(store, lower);
    return layer === undefined ? { directory: jsonPath(lower) } : { layer };
  });
}

/** How the image below is run, so that what is committed on top runs alike: that of a name which stands for just this chain. */
export function findConfigOf(store: LayerStore, below: readonly ChainLink[]): StoredConfig {
  const wanted = JSON.stringify(below);
  const named = listRefs(store).filter(({ chain }) => JSON.stringify(chain) === wanted);
  return named.find(({ config }) => Object.keys(config).length > 0)?.config ?? {};
}
