import { lstatSync, type Stats } from 'node:fs';
import { type IFS, Union } from 'unionfs';
import { fsPath, type HostPath, type RawPath } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';

/**
 * What the lowers, taken as one, show at a path; undefined where none has it. For planning only: it reads, component
 * by component, the few places that mounts need, and knows no whiteouts. The diff has its own, exact resolver.
 */
export function findInLowers(lowers: readonly HostPath[], path: RawPath): Stats | undefined {
  const [only, ...others] = lowers;
  if (only === undefined) return undefined;
  if (others.length === 0) return unlessDeleted(findIn(only, path));
  const union = new Union();
  // The layer used last is searched first. Nothing but lstat is handed over: a union of these cannot write.
  for (const lower of [...lowers].reverse()) union.use(readerOf(lower) as unknown as IFS);
  try {
    return unlessDeleted(union.lstatSync(path));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

/** A layer has deleted what is such a device there. */
function unlessDeleted(found: Stats | undefined): Stats | undefined {
  return found?.isCharacterDevice() && found.rdev === 0 ? undefined : found;
}

/** Without a union, and without the error that it would cost: nearly always nothing is there. */
function findIn(lower: HostPath, path: RawPath): Stats | undefined {
  try {
    return lstatSync(fsPath(`${lower}/${path}` as HostPath), { throwIfNoEntry: false });
  } catch (error) {
    if (hasErrno(error, 'ENOTDIR')) return undefined;
    throw error;
  }
}

function readerOf(lower: HostPath): { lstatSync(path: string): Stats } {
  return { lstatSync: (path) => lstatSync(fsPath(`${lower}/${path}` as HostPath)) };
}
