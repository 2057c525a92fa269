/** Node's own file calls, taken before anything else is put in their place. Paths are raw. */
import fs from 'node:fs';
import { bytesFromRaw } from '../../base/bytes-path.js';
import { hasErrno } from '../../base/errors.js';
import { AT_FDCWD } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { isWhiteout } from '../../tree/marks.js';
/** A copy: the module itself is what is changed. */
export function takeHostFiles() {
  return { ...fs, realpathSync: Object.assign(fs.realpathSync, {}) };
}
/** Undefined where there is nothing. */
export function findEntry(path) {
  try {
    return syscalls.stat(AT_FDCWD, path);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR')) return undefined;
    throw error;
  }
}
export function isGone(found) {
  return isWhiteout(found);
}
export function bytesOf(path) {
  return bytesFromRaw(path);
}
/** An error as the system call itself would have given it, with the path that the job knows. */
export function fileError(code, syscall, path) {
  const words = MESSAGES[code] ?? 'operation failed';
  const error = new Error(`${code}: ${words}, ${syscall} '${textOf(path)}'`);
  return Object.assign(error, { errno: ERRNOS[code] ?? -5, code, syscall, path: textOf(path) });
}
function textOf(path) {
  return bytesFromRaw(path).toString();
}
const MESSAGES = {
  ENOENT: 'no such file or directory',
  EEXIST: 'file already exists',
  ENOTDIR: 'not a directory',
  EISDIR: 'illegal operation on a directory',
  ENOTEMPTY: 'directory not empty',
  EXDEV: 'cross-device link not permitted',
  ELOOP: 'too many symbolic links encountered',
  EROFS: 'read-only file system',
  EINVAL: 'invalid argument',
  EPERM: 'operation not permitted',
  EBUSY: 'resource busy or locked',
};
const ERRNOS = {
  EPERM: -1,
  ENOENT: -2,
  EBUSY: -16,
  EEXIST: -17,
  EXDEV: -18,
  ENOTDIR: -20,
  EISDIR: -21,
  EINVAL: -22,
  EROFS: -30,
  ENOTEMPTY: -39,
  ELOOP: -40,
};
/** Node's own `rmSync` works by whatever `fs` has by then: the view's calls. */
export function removeTree(path, host) {
  for (const name of host.readdirSync(bytesOf(path), { encoding: 'buffer' })) {
    const below = `${path}/${name.toString('latin1')}`;
    if (host.lstatSync(bytesOf(below)).isDirectory()) removeTree(below, host);
    else host.unlinkSync(bytesOf(below));
  }
  host.rmdirSync(bytesOf(path));
}
//# sourceMappingURL=host-files.js.map
