/** What a layer holds, on its way into a tar: whether it lies in the store, in a directory, or in a job's upper. */
import { ROOT_PATH } from '../../../base/bytes-path.js';
import { readChanges } from '../../../diff/read-changes.js';
import { planLayer } from '../../plan-layer.js';
import { treePath } from '../../store.js';
import { readManifest } from '../../verify.js';
/** Of a stored layer. LAYOVER_LAYER_DAMAGED where its manifest is not the one of its id. */
export function readLayerEntries(store, id) {
  const root = treePath(store, id);
  const objects = new Map();
  return readManifest(store, id).map((line) => {
    const { path } = line;
    if (line.kind === 'deleted') return { kind: 'deleted', path };
    if (line.kind === 'link') return { kind: 'link', path, to: line.to, entry: getObject(objects, line.to) };
    const entry = { ...line.object, source: { root, path } };
    objects.set(path, entry);
    return { kind: 'object', path, entry, isOpaque: line.isOpaque === true };
  });
}
/** Of a directory that is the user's own, as a layer on those below it. */
export function readDirectoryEntries(directory, { below, marks, check }) {
  const part = { at: ROOT_PATH, lowers: below, upper: directory, marks };
  return entriesOfPlan(planLayer(readChanges(part, { exactLinks: true, check }), part));
}
/** Of a layer that is in no store. */
export function entriesOfPlan(planned) {
  const firsts = new Map();
  return planned.map(({ path, entry, isOpaque, group }) => {
    if (entry === undefined) return { kind: 'deleted', path };
    const first = group === undefined ? undefined : firsts.get(group);
    if (first !== undefined) return { kind: 'link', path, to: first.path, entry: first.entry };
    if (group !== undefined) firsts.set(group, { path, entry });
    return { kind: 'object', path, entry, isOpaque };
  });
}
function getObject(objects, path) {
  const entry = objects.get(path);
  if (entry === undefined) throw new Error(`A link leads to ${path}, which is no object`);
  return entry;
}
//# sourceMappingURL=entries.js.map
