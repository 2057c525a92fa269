/** System errors of a commit as errors of layover, which name the path and say what to do. */
import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
/** Runs `action`; a system error in it becomes `LAYOVER_COMMIT_PATH`. */
export function explaining(target, what, action) {
  try {
    return action();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const where = `${quoteRaw(what.path)} (${what.kind}) could not be applied to ${quoteRaw(target)}`;
    throw new LayoverError('LAYOVER_COMMIT_PATH', `${where}: ${messageOf(cause)}`, {
      cause,
      hint: hintFor(cause),
    });
  }
}
export function isSystemError(error) {
  return error instanceof Error && 'errno' in error;
}
export function hintFor(error) {
  return HINTS[error.code ?? ''];
}
const NOT_PERMITTED = 'Commit as a user who may change this path, or leave it out.';
const NO_ROOM = 'Make room on the file system of the target, then commit again.';
const HINTS = {
  EACCES: NOT_PERMITTED,
  EPERM: NOT_PERMITTED,
  ENOSPC: NO_ROOM,
  EDQUOT: NO_ROOM,
  EROFS: 'Choose a target on a writable file system.',
  EXDEV:
    'It lies in another subvolume than the rest; commit it on its own with --from and --to, or leave it out.',
  ETXTBSY: 'A program runs from it; end that, or leave the path out.',
  EBUSY: 'Something is mounted on this path; unmount it, or leave the path out.',
};
//# sourceMappingURL=explain.js.map
