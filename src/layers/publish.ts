/** Giving a staged layer its place, and a name. */
import { joinRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { AT_FDCWD, RENAME_NOREPLACE } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { syncDirectory } from './durable.js';
import { withStoreLock } from './lock.js';
import type { ChainLink, LayerRecord } from './record.js';
import { findRef, type LayerRef, parseRefName, writeRef } from './refs.js';
import type { StagedLayer } from './stage.js';
import type { LayerStore } from './store.js';

export interface PublishOptions {
  /** The name it gets, on top of what it was made over. */
  readonly name: string;
  readonly below: readonly ChainLink[];
  readonly config?: LayerRef['config'] | undefined;
  /** Refuses a name that stands for something else by now. */
  readonly keepsNames?: boolean | undefined;
}

export interface PublishedLayer {
  readonly record: LayerRecord;
  /** False where the store had it already. */
  readonly isNew: boolean;
}

/** Puts one staged layer on top of a chain and names it. A crash leaves all of it, or the layer unnamed, or nothing. */
export function publishLayer(
  store: LayerStore,
  staged: StagedLayer,
  options: PublishOptions,
): PublishedLayer {
  const [published] = publishChain(store, [staged], options);
  if (published === undefined) throw new Error('A layer was staged and none is published');
  return published;
}

/** The same for several, the topmost first: what is named is all of them. */
export function publishChain(
  store: LayerStore,
  staged: readonly StagedLayer[],
  { name, below, config = {}, keepsNames = false }: PublishOptions,
): PublishedLayer[] {
  const own = staged.map(({ record }): ChainLink => ({ layer: record.id }));
  const ref: LayerRef = {
    name: parseRefName(name),
    createdAt: new Date().toISOString(),
    chain: withoutTwice([...own, ...below]),
    config,
  };
  return withStoreLock(store, 'shared', () => {
    if (keepsNames) refuseTaken(store, ref);
    const published = staged.map((one) => ({ record: one.record, isNew: placeLayer(store, one) }));
    writeRef(store, ref);
    return published;
  });
}

function refuseTaken(store: LayerStore, { name, chain }: LayerRef): void {
  const present = findRef(store, name);
  if (present === undefined || JSON.stringify(present.chain) === JSON.stringify(chain)) return;
  throw new LayoverError('LAYOVER_USAGE', `The name ${name} stands for other layers already`, {
    hint: 'Choose another one with --name; giving this one there replaces what it stands for.',
  });
}

/** Whether it is new to the store. To be done with the store's lock held, until something refers to the layer. */
export function placeLayer(store: LayerStore, { staging, record }: StagedLayer): boolean {
  const to = { dirfd: AT_FDCWD, name: joinRaw(store.layers, record.id) };
  try {
    syscalls.rename({ dirfd: AT_FDCWD, name: staging.path }, to, RENAME_NOREPLACE);
  } catch (error) {
    if (hasErrno(error, 'EEXIST', 'ENOTEMPTY')) return false;
    throw error;
  }
  staging.release();
  syncDirectory(store.layers);
  return true;
}

// The kernel takes no directory as a lower twice. A layer says the same wherever it lies above another of its kind.
function withoutTwice(chain: readonly ChainLink[]): ChainLink[] {
  const seen = new Set<string>();
  return chain.filter((link) => {
    if (!('layer' in link)) return true;
    const isFirst = !seen.has(link.layer);
    seen.add(link.layer);
    return isFirst;
  });
}
