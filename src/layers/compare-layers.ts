/** Where two lists of layers differ in content: what somebody is told who asks why something is made again. */

import type { RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { CARRIER, describeContent } from './content.js';
import { LayerLease } from './lock.js';
import { type LayerStore, layerPath } from './store.js';
import { readManifest } from './verify.js';

export interface LayerDifference {
  /** The first of them, in byte order. */
  readonly paths: readonly RawPath[];
  readonly count: number;
}

const SHOWN_MAX = 5;

/** Undefined where a layer is gone, so that nothing can be said. Directories that only carry what is in them are no difference. */
export function compareLayers(
  store: LayerStore,
  before: readonly string[],
  after: readonly string[],
): LayerDifference | undefined {
  try {
    const [old, now] = [contentsOf(store, before), contentsOf(store, after)];
    const all = [...new Set([...old.keys(), ...now.keys()])];
    const paths = all.filter((path) => old.get(path) !== now.get(path)).sort();
    return { paths: paths.slice(0, SHOWN_MAX), count: paths.length };
  } catch (error) {
    if (error instanceof LayoverError) return undefined;
    throw error;
  }
}

function contentsOf(store: LayerStore, ids: readonly string[]): Map<RawPath, string> {
  using _lease = new LayerLease(
    store,
    ids.map((id) => layerPath(store, id)),
  );
  const entries = ids.flatMap((id) => readManifest(store, id));
  const described = entries.map((entry) => [entry.path, describeContent(entry)] as const);
  return new Map(described.filter(([, content]) => !content.startsWith(`${CARRIER} `)));
}
