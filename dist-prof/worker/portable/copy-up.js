/** Brings what a lower shows into the upper, as an overlay does before the first write. */
import { hasErrno } from '../../base/errors.js';
import { AT_FDCWD, S_IFLNK, S_IFMT, S_IFREG } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { bytesOf, fileError, findEntry, isGone } from './host-files.js';
import { OPAQUE_MARK } from './layers.js';
/** The directory's place in the upper, made with all above it where it was not there. */
export function upperOf(steps, host) {
  const last = steps.at(-1);
  if (last.stack.isReadOnly) throw fileError('EROFS', 'open', last.name);
  if (last.stack.upper !== undefined) return last.stack.upper;
  const path = `${upperOf(steps.slice(0, -1), host)}/${last.name}`;
  const [from = ''] = last.stack.lowers;
  // Another path of the same call may have brought it up since this one was walked.
  if (findEntry(path) === undefined) {
    host.mkdirSync(bytesOf(path), { mode: 0o700 });
    copyAttributes(from, path, syscalls.stat(AT_FDCWD, from));
  }
  last.stack.upper = path;
  return path;
}
/** The path in the upper of what was found; a file's bytes are left out where they are about to be cut. */
export function copyUp({ steps, name, shown }, host, withBytes = true) {
  if (shown === undefined) throw new Error('There is nothing to copy up');
  if (shown.kind === 'directory') return upperOf([...steps, { name, stack: shown.stack }], host);
  if (shown.isUpper) return shown.file;
  const path = `${upperOf(steps, host)}/${name}`;
  if (findEntry(path) !== undefined) return path; // since it was found
  copyNode(shown, path, { host, withBytes });
  copyAttributes(shown.file, path, shown.found);
  return path;
}
function copyNode({ file, found }, path, { host, withBytes }) {
  const type = found.mode & S_IFMT;
  if (type === S_IFLNK) syscalls.symlink(syscalls.readlink(AT_FDCWD, file), AT_FDCWD, path);
  else if (type !== S_IFREG)
    syscalls.mknod(AT_FDCWD, path, { mode: found.mode, major: found.rdevMajor, minor: found.rdevMinor });
  else if (withBytes) host.copyFileSync(bytesOf(file), bytesOf(path), host.constants.COPYFILE_FICLONE);
  else host.closeSync(host.openSync(bytesOf(path), 'wx', 0o600));
}
function copyAttributes(from, to, { mode, uid, gid, mtimeNs }) {
  if (process.getuid?.() === 0) syscalls.chown(AT_FDCWD, to, { uid, gid });
  for (const [key, value] of syscalls.getXattrs(AT_FDCWD, from)) {
    if (!/^(trusted|user)\.overlay\./.test(key)) copyXattr(to, { key, value });
  }
  if ((mode & S_IFMT) !== S_IFLNK) syscalls.chmod(AT_FDCWD, to, mode & 0o7777);
  syscalls.utimes(AT_FDCWD, to, { mtimeNs });
}
function copyXattr(to, xattr) {
  try {
    syscalls.setXattr(AT_FDCWD, to, xattr);
  } catch (error) {
    if (!hasErrno(error, 'EPERM', 'EOPNOTSUPP')) throw error;
  }
}
/** Makes room in the upper for something new: takes a whiteout away; whether there was one. */
export function clearPlace(path, host) {
  const found = findEntry(path);
  if (found === undefined || !isGone(found)) return false;
  host.unlinkSync(bytesOf(path));
  return true;
}
export function putWhiteout(path) {
  syscalls.mknod(AT_FDCWD, path, { mode: 0o020000, major: 0, minor: 0 });
}
export function markOpaque(path) {
  syscalls.setXattr(AT_FDCWD, path, { key: OPAQUE_MARK, value: Buffer.from('y') });
}
//# sourceMappingURL=copy-up.js.map
