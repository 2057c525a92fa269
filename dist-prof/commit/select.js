import { isBelow, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
/**
 * The changes that were asked for, in their order, with their places in the target.
 * A `from` that is no directory in the view (any more) is `LAYOVER_COMMIT_TARGET`.
 */
export function selectChanges(changes, options) {
  const { from = ROOT_PATH, includes = () => true } = options;
  const selected = [];
  for (const change of changes) {
    if (isBelow(from, change.path)) requireDirectory(from, change);
    if (isBelow(change.path, from) && includes(change.path)) {
      selected.push({ path: rebase(change.path, from), change });
    }
  }
  return selected;
}
function rebase(path, from) {
  if (from === '') return path;
  return path.slice(from.length + 1);
}
/** `change` is of `from` itself or of a directory above it. */
function requireDirectory(from, change) {
  if (change.after?.type === 'directory') return;
  const what = change.after === undefined ? 'was deleted' : `is a ${change.after.type} now`;
  const message = `Nothing can be committed from ${quoteRaw(from)}: ${quoteRaw(change.path)} ${what}`;
  throw new LayoverError('LAYOVER_COMMIT_TARGET', message, {
    hint: 'Commit from a directory that the job left in place.',
  });
}
//# sourceMappingURL=select.js.map
