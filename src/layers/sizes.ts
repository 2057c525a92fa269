import { LayerLease } from './lock.js';
import { type LayerStore, layerPath } from './store.js';
import { readManifest } from './verify.js';

/** Bytes of file content of one layer. */
export interface LayerSize {
  readonly id: string;
  /** Content that no other layer has. */
  readonly unique: number;
  /** Content that another layer has as well. */
  readonly shared: number;
}

/** How much of each layer is content of its own, by the digests of its files; content that it has twice counts once. */
export function measureLayers(store: LayerStore, ids: readonly string[]): LayerSize[] {
  const contents = ids.map((id) => ({ id, files: contentOf(store, id) }));
  const holders = new Map<string, number>();
  for (const { files } of contents) {
    for (const digest of files.keys()) holders.set(digest, (holders.get(digest) ?? 0) + 1);
  }
  return contents.map(({ id, files }) => {
    let [unique, shared] = [0, 0];
    for (const [digest, size] of files) {
      if (holders.get(digest) === 1) unique += size;
      else shared += size;
    }
    return { id, unique, shared };
  });
}

function contentOf(store: LayerStore, id: string): Map<string, number> {
  const files = new Map<string, number>();
  using _lease = new LayerLease(store, [layerPath(store, id)]);
  for (const entry of readManifest(store, id)) {
    if (entry.kind === 'object' && entry.sha256 !== undefined) files.set(entry.sha256, entry.object.size);
  }
  return files;
}
