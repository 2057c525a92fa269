/** What a layer is but for times: two jobs that make the same make it at times of their own. */
import { createHash } from 'node:crypto';
import { LayerLease } from './lock.js';
import type { LayerEntry } from './manifest.js';
import { type LayerStore, layerPath } from './store.js';
import { readManifest } from './verify.js';

/** A directory that only carries what is in it, and one that hides what lies below. */
export const CARRIER = 'directory';
export const OPAQUE = 'opaque';

/** What is at one path, as text that is the same for the same. */
export function describeContent(entry: LayerEntry): string {
  if (entry.kind === 'deleted') return 'deleted';
  if (entry.kind === 'link') return `link ${entry.to}`;
  const { object, isOpaque, sha256 = '' } = entry;
  const { type, mode, uid, gid, target = '', device, xattrs } = object;
  const attributes = xattrs.map(([name, value]) => `${name}=${Buffer.from(value).toString('base64')}`);
  const about = JSON.stringify([mode, uid, gid, target, device ?? null, sha256, attributes]);
  if (type === 'directory') return `${isOpaque ? OPAQUE : CARRIER} ${about}`;
  return `${type} ${about}`;
}

/** The same for layers that differ in times only. */
export function digestContent(store: LayerStore, id: string): string {
  using _lease = new LayerLease(store, [layerPath(store, id)]);
  const hash = createHash('sha256');
  for (const entry of readManifest(store, id))
    hash.update(`${entry.path.length}:${entry.path} ${describeContent(entry)}\n`, 'latin1');
  return hash.digest('hex');
}
