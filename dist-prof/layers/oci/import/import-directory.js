/** A directory of this machine as a layer: a copy, as it is but for what no import may have. */
import { componentsOf, isBelow, quoteRaw, ROOT_PATH } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { readChanges } from '../../../diff/read-changes.js';
import { commitLayer } from '../../commit-layer.js';
import { acceptTime, acceptXattrs, isDevice, refuseWhiteoutDevice } from './accept-object.js';
import { overLimit } from './limits.js';
/** Nothing of it is taken for the mark of an overlay. What changes meanwhile is an error. */
export function importDirectory({ path, name, onProgress }, context) {
  const { store, style, check } = context;
  if (isBelow(store.layers, path)) {
    throw new LayoverError('LAYOVER_USAGE', `The state directory lies in ${quoteRaw(path)}`, {
      hint: 'Import a directory beside it, or set LAYOVER_HOME elsewhere.',
    });
  }
  const part = { at: ROOT_PATH, lowers: [], upper: path, marks: 'plain' };
  const changes = readChanges(part, { exactLinks: true, check }).flatMap((change) => accept(change, context));
  return commitLayer(changes, { store, style, part, name, onProgress, checkCanceled: check });
}
function accept(change, { budget, notes, devices }) {
  const { path, after } = change;
  if (after === undefined) return [];
  budget.addEntry(path);
  checkDepth(path, budget.limits);
  if (after.type === 'file') budget.addBytes(path, after.size);
  if (after.type === 'character') refuseWhiteoutDevice(path, after.device);
  if (isDevice(after.type) && devices === 'skip') {
    notes.add(path, `left out: it is a device (${after.type} ${after.device?.major}:${after.device?.minor})`);
    return [];
  }
  budget.checkXattrs(path, after.xattrs);
  const onDrop = (what) => notes.add(path, what);
  const xattrs = acceptXattrs(after.type, after.xattrs, onDrop);
  const entry = { ...after, mtimeNs: acceptTime(after.mtimeNs, onDrop), xattrs };
  return [{ ...change, after: entry }];
}
function checkDepth(path, limits) {
  const depth = componentsOf(path).length;
  if (depth > limits.depth)
    throw overLimit(limits, 'depth', `${quoteRaw(path)} lies ${depth} directories deep`);
}
//# sourceMappingURL=import-directory.js.map
