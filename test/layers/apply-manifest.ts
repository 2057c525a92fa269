import type { RawPath } from '#src/base/bytes-path.js';
import type { LayerEntry, LayerObjectEntry } from '#src/layers/manifest.js';
import type { Snapshot, SnapshotEntry } from '../fixtures/snapshot.js';

interface Held {
  readonly entry: SnapshotEntry;
  readonly group: string;
}

/** What a tree becomes with a layer on top: the meaning of a manifest, worked out apart from any overlay. */
export function applyManifest(base: Snapshot, entries: readonly LayerEntry[]): Snapshot {
  const held = new Map<RawPath, Held>();
  for (const [path, { linkGroup, ...entry }] of base.entries) {
    held.set(path, { entry, group: `base:${linkGroup?.[0] ?? path}` });
  }
  for (const entry of entries) applyOne(held, entry);
  return { entries: new Map([...held].map(([path, one]) => [path, withGroup(held, path, one)])) };
}

function applyOne(held: Map<RawPath, Held>, entry: LayerEntry): void {
  const keepsBelow =
    entry.kind === 'object' &&
    entry.object.type === 'directory' &&
    !entry.isOpaque &&
    held.get(entry.path)?.entry.type === 'directory';
  if (!keepsBelow) {
    for (const path of [...held.keys()])
      if (path === entry.path || path.startsWith(`${entry.path}/`)) held.delete(path);
  }
  if (entry.kind === 'object')
    held.set(entry.path, { entry: snapshotOf(entry), group: `layer:${entry.path}` });
  if (entry.kind === 'link') held.set(entry.path, held.get(entry.to)!);
}

function snapshotOf({ object, sha256 }: LayerObjectEntry): SnapshotEntry {
  const { type, mode, uid, gid, size, mtimeNs, target, device, xattrs } = object;
  const isDirectory = type === 'directory';
  return {
    type,
    mode,
    uid,
    gid,
    ...(isDirectory ? {} : { size, mtimeNs }),
    ...(sha256 === undefined ? {} : { sha256 }),
    ...(target === undefined ? {} : { target }),
    ...(device === undefined ? {} : { device: ((device.major << 8) | device.minor).toString(16) }),
    xattrs: Object.fromEntries(xattrs.map(([name, value]) => [name, Buffer.from(value).toString('base64')])),
  };
}

function withGroup(held: ReadonlyMap<RawPath, Held>, path: RawPath, { entry, group }: Held): SnapshotEntry {
  if (entry.type === 'directory') return entry;
  const names = [...held].filter(([, other]) => other.group === group).map(([name]) => name);
  return names.length < 2 || !names.includes(path) ? entry : { ...entry, linkGroup: names.sort() };
}
