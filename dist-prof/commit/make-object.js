import {
  O_CREAT,
  O_EXCL,
  O_NOFOLLOW,
  O_WRONLY,
  RESOLVE_BENEATH,
  RESOLVE_NO_SYMLINKS,
  S_IFBLK,
  S_IFCHR,
  S_IFIFO,
  S_IFSOCK,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { copyContent } from '../tree/copy-content.js';
/** Makes a file with its content, a symlink or a special file; its attributes are another matter. */
export function makeObject(context, entry, { dirfd, name }) {
  switch (entry.type) {
    case 'file':
      return makeFile(context, entry, { dirfd, name });
    case 'symlink':
      return syscalls.symlink(entry.target ?? '', dirfd, name);
    case 'fifo':
      return syscalls.mknod(dirfd, name, { mode: S_IFIFO | 0o600 });
    case 'socket':
      return syscalls.mknod(dirfd, name, { mode: S_IFSOCK | 0o600 });
    case 'character':
      return syscalls.mknod(dirfd, name, { mode: S_IFCHR | 0o600, ...entry.device });
    case 'block':
      return syscalls.mknod(dirfd, name, { mode: S_IFBLK | 0o600, ...entry.device });
    case 'directory':
      throw new Error('A directory is not made as one object');
  }
}
/** Opens a new, empty file for writing. */
export function openNewFile({ dirfd, name }) {
  return syscalls.openat2(dirfd, name, NEW_FILE);
}
function makeFile(context, entry, spot) {
  const from = context.sources.open(entry);
  try {
    const to = openNewFile(spot);
    try {
      copyContent({ from, to, entry, checkCanceled: context.checkCanceled });
    } finally {
      syscalls.close(to);
    }
    context.report.addBytes(entry.size);
  } finally {
    syscalls.close(from);
  }
}
const NEW_FILE = {
  flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
  mode: 0o600,
  resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
};
//# sourceMappingURL=make-object.js.map
