import { lstatSync, type Stats } from 'node:fs';
import { type IFS, Union } from 'unionfs';
import { fsPath, type HostPath, type RawPath } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';

/**
 * What the lowers, taken as one, show at a path; undefined where none has it. For planning only: it reads, component
 * by component, the few places that mounts need, and knows no whiteouts. The diff has its own, exact resolver.
 */
export function findInLowers(lowers: readonly HostPath[], path: RawPath): Stats | undefined {
  if (lowers.length === 0) return undefined;
  const union = new Union();
  // The layer used last is searched first. Nothing but lstat is handed over: a union of these cannot write.
  for (const lower of [...lowers].reverse()) union.use(readerOf(lower) as unknown as IFS);
  try {
    const found = union.lstatSync(path);
    return found.isCharacterDevice() && found.rdev === 0 ? undefined : found; // deleted by a layer
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}

function readerOf(lower: HostPath): { lstatSync(path: string): Stats } {
  return { lstatSync: (path) => lstatSync(fsPath(`${lower}/${path}` as HostPath)) };
}
