import { quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from './entry.js';
import { splitXattrs } from './marks.js';
/** Reads one object by its name in an open directory, as a job sees it. It is never opened for reading. */
export function readItem({ dirfd, name, stat }, style, source) {
  try {
    const { xattrs, marks } = splitXattrs(syscalls.getXattrs(dirfd, name), style);
    const type = typeOfMode(stat.mode);
    const entry = {
      type,
      mode: stat.mode & 0o7777,
      uid: stat.uid,
      gid: stat.gid,
      size: type === 'directory' ? 0 : stat.size,
      mtimeNs: stat.mtimeNs,
      ...(type === 'symlink' && { target: syscalls.readlink(dirfd, name) }),
      ...((type === 'character' || type === 'block') && {
        device: { major: stat.rdevMajor, minor: stat.rdevMinor },
      }),
      xattrs,
      source,
    };
    return { entry, stat, marks };
  } catch (cause) {
    throw explainRead(source, cause);
  }
}
function explainRead({ root, path }, cause) {
  const what = `${quoteRaw(path)} in ${quoteRaw(root)}`;
  if (hasErrno(cause, 'E2BIG')) {
    const message = `${what} carries more extended attributes than are read: 64 KiB of names, 4 MiB of values`;
    return new LayoverError('LAYOVER_UPPER_LIMIT', message, {
      cause,
      hint: 'Set fewer of them, in the job.',
    });
  }
  if (!hasErrno(cause, 'ENOENT', 'EINVAL')) return cause;
  return new LayoverError('LAYOVER_TREE_CHANGED', `${what} changed while it was read`, { cause });
}
//# sourceMappingURL=read-entry.js.map
