import { type Dir, opendirSync } from 'node:fs';
import { fsPath } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';
import type { ChangeSummary } from '../../diff/summarize.js';
import { AT_FDCWD } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import type { Part } from '../../overlay/part.js';
import { splitXattrs } from '../../tree/marks.js';

export const NO_CHANGES: ChangeSummary = { added: 0, modified: 0, deleted: 0, bytes: 0 };

/** An upper's own directory as a job sees it, in a form that can be compared. Its times are the kernel's business. */
export function describeUpperRoot({ upper, marks }: Pick<Part, 'upper' | 'marks'>): string {
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
export function areUntouched(parts: readonly Part[], before: readonly string[]): boolean {
  return parts.every(
    (part, index) => part.marks !== 'plain' && isEmpty(part) && hasRoot(part, before[index]),
  );
}

/** With more attributes than are read at once, it is not as it was made. */
function hasRoot(part: Part, described: string | undefined): boolean {
  try {
    return describeUpperRoot(part) === described;
  } catch (error) {
    if (hasErrno(error, 'E2BIG')) return false;
    throw error;
  }
}

/** False where this process may not look: whoever reads the changes may. */
function isEmpty({ upper }: Part): boolean {
  let directory: Dir | undefined;
  try {
    directory = opendirSync(fsPath(upper) as unknown as string, { bufferSize: 1 });
    return directory.readSync() === null;
  } catch (error) {
    if (hasErrno(error, 'EACCES')) return false;
    throw error;
  } finally {
    directory?.closeSync();
  }
}
