import { opendirSync } from 'node:fs';
import { fsPath } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';
import { AT_FDCWD } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { splitXattrs } from '../../tree/marks.js';
export const NO_CHANGES = { added: 0, modified: 0, deleted: 0, bytes: 0 };
/** An upper's own directory as a job sees it, in a form that can be compared. Its times are the kernel's business. */
export function describeUpperRoot({ upper, marks }) {
  const { mode, uid, gid } = syscalls.stat(AT_FDCWD, upper);
  const { xattrs } = splitXattrs(syscalls.getXattrs(AT_FDCWD, upper), marks);
  return JSON.stringify([
    mode,
    uid,
    gid,
    xattrs.map(([name, value]) => [name, Buffer.from(value).toString('hex')]),
  ]);
}
/**
 * Whether a job left every upper as it was made: then there is nothing to read, and nothing of the job's in its
 * directory. Looks at one entry of each at most, so it may be done anywhere. A whole copy is never known to be so.
 */
export function areUntouched(parts, before) {
  return parts.every(
    (part, index) => part.marks !== 'plain' && isEmpty(part) && hasRoot(part, before[index]),
  );
}
/** With more attributes than are read at once, it is not as it was made. */
function hasRoot(part, described) {
  try {
    return describeUpperRoot(part) === described;
  } catch (error) {
    if (hasErrno(error, 'E2BIG')) return false;
    throw error;
  }
}
/** False where this process may not look: whoever reads the changes may. */
function isEmpty({ upper }) {
  let directory;
  try {
    directory = opendirSync(fsPath(upper), { bufferSize: 1 });
    return directory.readSync() === null;
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return false;
    throw error;
  } finally {
    directory?.closeSync();
  }
}
//# sourceMappingURL=untouched.js.map
