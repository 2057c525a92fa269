import { isBelow, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import type { Change } from '../diff/change.js';
import type { CommitOptions } from './report.js';

/** A change, and where it goes: `path` is from the target's root, empty for the target itself. */
export interface Selected {
  readonly path: RawPath;
  readonly change: Change;
}

/**
 * The changes that were asked for, in their order, with their places in the target.
 * A `from` that is no directory in the view (any more) is `LAYOVER_COMMIT_TARGET`.
 */
export function selectChanges(changes: readonly Change[], options: CommitOptions): Selected[] {
  const { from = ROOT_PATH, includes = () => true } = options;
  const selected: Selected[] = [];
  for (const change of changes) {
    if (isBelow(from, change.path)) requireDirectory(from, change);
    if (isBelow(change.path, from) && includes(change.path)) {
      selected.push({ path: rebase(change.path, from), change });
    }
  }
  return selected;
}

function rebase(path: RawPath, from: RawPath): RawPath {
  if (from === '') return path;
  return path.slice(from.length + 1) as RawPath;
}

/** `change` is of `from` itself or of a directory above it. */
function requireDirectory(from: RawPath, change: Change): void {
  if (change.after?.type === 'directory') return;
  const what = change.after === undefined ? 'was deleted' : `is a ${change.after.type} now`;
  const message = `Nothing can be committed from ${quoteRaw(from)}: ${quoteRaw(change.path)} ${what}`;
  throw new LayoverError('LAYOVER_COMMIT_TARGET', message, {
    hint: 'Commit from a directory that the job left in place.',
  });
}
