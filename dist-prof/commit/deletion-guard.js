import { joinRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from '../tree/entry.js';

const ALWAYS_ALLOWED = 1_000;
const ALLOWED_SHARE = 0.2;
/**
 * Throws `LAYOVER_COMMIT_REFUSED` where a commit would take away more entries of the target than it may: by default
 * 1,000, or a fifth of all there are, whichever is more.
 */
export function guardDeletions(planned, target, max) {
  const deleted = planned.reduce((sum, one) => sum + countDeleted(one), 0);
  if (deleted <= (max ?? ALWAYS_ALLOWED)) return;
  const allowed =
    max ??
    Math.max(ALWAYS_ALLOWED, Math.floor(countEntries(target, deleted / ALLOWED_SHARE) * ALLOWED_SHARE));
  if (deleted <= allowed) return;
  const message = `The commit would delete ${deleted} entries of the target; ${allowed} are allowed`;
  throw new LayoverError('LAYOVER_COMMIT_REFUSED', message, {
    hint: `If that is what you want: --max-deletes ${deleted}.`,
  });
}
/** What is replaced by something else goes with all below it; the name itself stays. */
function countDeleted(one) {
  if (one.action === 'delete') return one.before.length;
  return one.action === 'replace' ? one.before.length - 1 : 0;
}
/** Entries of the target, counted until they are enough. What is mounted in it is none of it. */
function countEntries(target, enough) {
  const pending = [ROOT_PATH];
  let count = 0;
  for (let path = pending.pop(); path !== undefined && count < enough; path = pending.pop()) {
    const found = listEntries(target, path);
    count += found.length;
    for (const [name, { mode }] of found)
      if (typeOfMode(mode) === 'directory') pending.push(joinRaw(path, name));
  }
  return count;
}
function listEntries(target, path) {
  try {
    return target.withReadable(path, (fd) => syscalls.readDirectoryStats(fd));
  } catch (error) {
    const isMount = error instanceof LayoverError && error.code === 'LAYOVER_TREE_CHANGED';
    if (isMount || hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    throw error;
  }
}
//# sourceMappingURL=deletion-guard.js.map
