/** What a layer holds, on its way into a tar: whether it lies in the store, in a directory, or in a job's upper. */
import { type HostPath, type RawPath, ROOT_PATH } from '../../../base/bytes-path.js';
import { readChanges } from '../../../diff/read-changes.js';
import type { MarkStyle, Part } from '../../../overlay/part.js';
import type { Entry } from '../../../tree/entry.js';
import { type Planned, planLayer } from '../../plan-layer.js';
import { type LayerStore, treePath } from '../../store.js';
import { readManifest } from '../../verify.js';

/** In byte order of the paths, `/` lowest; every directory above an entry is there, the root first. */
export type ExportEntry =
  | {
      readonly kind: 'object';
      readonly path: RawPath;
      readonly entry: Entry;
      /** Hides what lies below; only of directories. */
      readonly isOpaque: boolean;
    }
  /** One more name of the object at `to`, which comes before it. */
  | { readonly kind: 'link'; readonly path: RawPath; readonly to: RawPath; readonly entry: Entry }
  | { readonly kind: 'deleted'; readonly path: RawPath };

/** Of a stored layer. LAYOVER_LAYER_DAMAGED where its manifest is not the one of its id. */
export function readLayerEntries(store: LayerStore, id: string): ExportEntry[] {
  const root = treePath(store, id);
  const objects = new Map<RawPath, Entry>();
  return readManifest(store, id).map((line): ExportEntry => {
    const { path } = line;
    if (line.kind === 'deleted') return { kind: 'deleted', path };
    if (line.kind === 'link') return { kind: 'link', path, to: line.to, entry: getObject(objects, line.to) };
    const entry: Entry = { ...line.object, source: { root, path } };
    objects.set(path, entry);
    return { kind: 'object', path, entry, isOpaque: line.isOpaque === true };
  });
}

export interface DirectoryOptions {
  /** What it lies on, the topmost first. */
  readonly below: readonly HostPath[];
  readonly marks: MarkStyle;
  readonly check?: (() => void) | undefined;
}

/** Of a directory that is the user's own, as a layer on those below it. */
export function readDirectoryEntries(
  directory: HostPath,
  { below, marks, check }: DirectoryOptions,
): ExportEntry[] {
  const part: Part = { at: ROOT_PATH, lowers: below, upper: directory, marks };
  return entriesOfPlan(planLayer(readChanges(part, { exactLinks: true, check }), part));
}

/** Of a layer that is in no store. */
export function entriesOfPlan(planned: readonly Planned[]): ExportEntry[] {
  const firsts = new Map<RawPath, { readonly path: RawPath; readonly entry: Entry }>();
  return planned.map(({ path, entry, isOpaque, group }): ExportEntry => {
    if (entry === undefined) return { kind: 'deleted', path };
    const first = group === undefined ? undefined : firsts.get(group);
    if (first !== undefined) return { kind: 'link', path, to: first.path, entry: first.entry };
    if (group !== undefined) firsts.set(group, { path, entry });
    return { kind: 'object', path, entry, isOpaque };
  });
}

function getObject(objects: ReadonlyMap<RawPath, Entry>, path: RawPath): Entry {
  const entry = objects.get(path);
  if (entry === undefined) throw new Error(`A link leads to ${path}, which is no object`);
  return entry;
}
