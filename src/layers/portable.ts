/**
 * Layers as plain files, for a directory that anybody may copy: no owner, xattr or device of it is needed to have the
 * layer again, since the manifest has them all.
 *
 *   layers/<id>      the manifest
 *   blobs/<sha256>   the content of a file
 *
 * Files are written whole under another name and renamed, and never changed: who has one has all of it. What is read
 * is checked: a layer comes out with its own id, or not at all.
 */
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fsPath, type HostPath, hostPath, joinRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import type { Entry } from '../tree/entry.js';
import { LayerLease } from './lock.js';
import { idOfManifest, type LayerEntry } from './manifest.js';
import { parseManifest } from './parse-manifest.js';
import type { Planned } from './plan-layer.js';
import { publishLayer } from './publish.js';
import { sealStaging, stageTree } from './stage.js';
import { Staging } from './staging.js';
import { type LayerStore, type LayerStyle, layerPath, MANIFEST_NAME, treePath } from './store.js';

/** Adds a layer to `directory`; what is there already stays as it is. */
export function saveLayer(store: LayerStore, id: string, directory: string): void {
  using _lease = new LayerLease(store, [layerPath(store, id)]);
  for (const name of ['layers', 'blobs']) mkdirSync(join(directory, name), { recursive: true });
  const manifest = readFileSync(fsPath(joinRaw(layerPath(store, id), MANIFEST_NAME) as HostPath));
  const tree = treePath(store, id);
  for (const entry of parseManifest(manifest)) {
    if (entry.kind !== 'object' || entry.sha256 === undefined) continue;
    const source = fsPath(joinRaw(tree, entry.path) as HostPath);
    addFile(join(directory, 'blobs', entry.sha256), (to) => copyFileSync(source, to));
  }
  // Last: who finds the manifest finds every file of it.
  addFile(join(directory, 'layers', id), (to) => writeFileSync(to, manifest));
}

/** Whether the layer was there whole; it is in the store then, under `name`. */
export function loadLayer(
  { store, id, name, style }: { store: LayerStore; id: string; name: string; style: LayerStyle },
  directory: string,
): boolean {
  const manifest = readIfThere(join(directory, 'layers', id));
  if (manifest === undefined || idOfManifest(manifest) !== id) return false;
  const blobs = hostPath(join(directory, 'blobs'));
  const entries = parseManifest(manifest);
  if (!entries.every((entry) => hasContent(entry, directory))) return false;
  using staging = new Staging(store);
  const groups = groupsOf(entries);
  const planned = entries.map((entry) => planEntry(entry, { blobs, groups }));
  const part = { at: ROOT_PATH, lowers: [], upper: blobs, marks: 'plain' as const };
  const staged = stageTree(staging, planned, { part, style });
  const sealed = sealStaging(staging, staged, { below: [], createdBy: 'cache', marks: style });
  if (sealed.record.id !== id) return false;
  publishLayer(store, sealed, { name, below: [] });
  return true;
}

interface Source {
  readonly blobs: HostPath;
  readonly groups: ReadonlyMap<RawPath, RawPath>;
}

/** Names of one inode, by the first of them. */
function groupsOf(entries: readonly LayerEntry[]): Map<RawPath, RawPath> {
  const links = entries.flatMap((entry) => (entry.kind === 'link' ? [[entry.path, entry.to] as const] : []));
  return new Map([...links, ...links.map(([, to]) => [to, to] as const)]);
}

function planEntry(entry: LayerEntry, { blobs, groups }: Source): Planned {
  const { path } = entry;
  if (entry.kind === 'deleted') return { path, isOpaque: false };
  const group = groups.get(path);
  // A link is made of its first name; nothing of the entry is looked at.
  if (entry.kind === 'link') return { path, entry: LINK, isOpaque: false, group };
  const source = { root: blobs, path: (entry.sha256 ?? '') as RawPath };
  return { path, entry: { ...entry.object, source }, isOpaque: entry.isOpaque === true, group };
}

const LINK: Entry = {
  type: 'file',
  mode: 0,
  uid: 0,
  gid: 0,
  size: 0,
  mtimeNs: 0n,
  xattrs: [],
  source: { root: '/' as HostPath, path: ROOT_PATH },
};

function hasContent(entry: LayerEntry, directory: string): boolean {
  if (entry.kind !== 'object' || entry.sha256 === undefined) return true;
  return existsSync(join(directory, 'blobs', entry.sha256));
}

function addFile(path: string, write: (temporary: string) => void): void {
  if (existsSync(path)) return;
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    write(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
