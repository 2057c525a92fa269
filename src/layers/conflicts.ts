/** Layers that changed the same path, where neither was made on top of the other. */
import type { RawPath } from '../base/bytes-path.js';
import { CARRIER, describeContent, OPAQUE } from './content.js';
import { LayerLease } from './lock.js';
import { type LayerStore, layerPath } from './store.js';
import { readManifest } from './verify.js';

/** The first path that both changed, and not to the same. Directories that both have are none. */
export function findConflict(store: LayerStore, left: string, right: string): RawPath | undefined {
  if (left === right) return undefined;
  const [mine, theirs] = [contentOf(store, left), contentOf(store, right)];
  return firstClash(mine, theirs) ?? firstClash(theirs, mine);
}

type Content = ReadonlyMap<RawPath, string>;

function contentOf(store: LayerStore, id: string): Content {
  using _lease = new LayerLease(store, [layerPath(store, id)]);
  return new Map(readManifest(store, id).map((entry) => [entry.path, describeContent(entry)]));
}

/** Where something lies below a path, a manifest has the path itself: so looking at each is enough. */
function firstClash(one: Content, other: Content): RawPath | undefined {
  for (const [path, mine] of one) {
    const theirs = other.get(path);
    if (theirs === undefined || (is(mine, CARRIER) && is(theirs, CARRIER))) continue;
    if (mine !== theirs || is(mine, OPAQUE)) return path;
  }
  return undefined;
}

function is(content: string, kind: string): boolean {
  return content.startsWith(`${kind} `);
}
