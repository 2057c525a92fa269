/** Making a layer's tree: objects as an overlay wants to find them in a lower. */
import { quoteRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
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
import { digestFile, openFile } from '../tree/file-content.js';
import { HoleAllowance } from '../tree/holes.js';
import { escapeXattr, opaqueMark, overlayMarkOf } from '../tree/marks.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { removeAt } from '../tree/remove.js';

const SPARE_DIRECTORIES = 64;
/** Why an inode cannot get a second name where a copy can be made. */
const CANNOT_LINK = ['EXDEV', 'EMLINK', 'EPERM', 'EOPNOTSUPP'];
/**
 * Writes into an empty directory. Nothing there is ever replaced: each path is made once, parents first, or once more
 * after it was removed.
 * Attributes of directories come last, when nothing is made in them any more.
 */
export class TreeWriter {
  #directories;
  #style;
  #check;
  #holes = new HoleAllowance();
  constructor(root, { style, check }) {
    this.#directories = new OpenDirectories([root], SPARE_DIRECTORIES);
    this.#style = style;
    this.#check = check;
  }
  /** The root is there already. */
  makeDirectory(path) {
    if (path === '') return;
    const { dirfd, name } = this.#place(path);
    syscalls.mkdir(dirfd, name, 0o700);
  }
  finishDirectory(path, object, { isOpaque }) {
    const place = { dirfd: this.#directories.get(0, path), name: ROOT_PATH };
    this.#dress(place, object, isOpaque ? [opaqueMark(this.#style)] : []);
  }
  /** What an overlay takes for a deleted name. */
  makeWhiteout(path) {
    const { dirfd, name } = this.#place(path);
    syscalls.mknod(dirfd, name, { mode: S_IFCHR, major: 0, minor: 0 });
  }
  /** Gives the object at `from`, which is on disk as this tree wants it, a second name; false where it takes none. */
  adopt(from, path, entry) {
    const to = this.#place(path);
    try {
      syscalls.link(from, to);
    } catch (error) {
      if (!hasErrno(error, ...CANNOT_LINK)) throw error;
      return false;
    }
    requireSame(syscalls.stat(to.dirfd, to.name), entry);
    for (const [key] of syscalls.getXattrs(to.dirfd, to.name)) {
      if (overlayMarkOf(key, this.#style) !== undefined) syscalls.removeXattr(to.dirfd, to.name, key);
    }
    return true;
  }
  /** A copy of anything but a directory; the bytes are shared where the file system can. */
  copy(path, entry, sources) {
    const place = this.#place(path);
    if (entry.type === 'file') this.#copyFile(place, entry, sources);
    else makeNode(place, entry);
    this.#dress(place, entry, []);
  }
  /** Makes anything but a regular file or a directory, from what is said of it alone. */
  makeNode(path, object) {
    const place = this.#place(path);
    makeNode(place, object);
    this.#dress(place, object, []);
  }
  /** A new file for writing, which the caller closes; `finishFile` comes before that. */
  createFile(path) {
    const { dirfd, name } = this.#place(path);
    return syscalls.openat2(dirfd, name, NEW_FILE);
  }
  /** Gives a file that was created, and has its content now, its attributes. */
  finishFile(fd, object) {
    this.#dress({ dirfd: fd, name: ROOT_PATH }, object, []);
  }
  /** Takes back what was made at `path`, all that lies below it included. */
  remove(path) {
    const { dirfd, name } = this.#place(path);
    removeAt(dirfd, name, { label: path });
    this.#directories.forget(0, path);
  }
  /** A further name for the inode of an earlier path. */
  link(first, path) {
    const { parent, name } = splitRaw(first);
    const to = this.#place(path);
    const from = { dirfd: this.#directories.get(0, parent), name };
    syscalls.link(from, to);
  }
  /** The sha256 of the regular file that was made at `path`, in hex. */
  digest(path, size) {
    const { dirfd, name } = this.#place(path);
    const stat = syscalls.stat(dirfd, name);
    this.#holes.require(path, stat);
    const fd = openFile(dirfd, name, stat);
    try {
      return digestFile(fd, { size, check: this.#check }).slice('sha256:'.length);
    } finally {
      syscalls.close(fd);
    }
  }
  [Symbol.dispose]() {
    this.#directories[Symbol.dispose]();
  }
  #place(path) {
    const { parent, name } = splitRaw(path);
    return { dirfd: this.#directories.get(0, parent), name };
  }
  #copyFile({ dirfd, name }, entry, sources) {
    const from = sources.open(entry);
    try {
      const to = syscalls.openat2(dirfd, name, NEW_FILE);
      try {
        copyContent({ from, to, entry, checkCanceled: this.#check });
      } finally {
        syscalls.close(to);
      }
    } finally {
      syscalls.close(from);
    }
  }
  // A chown clears setuid and capabilities, and writing an xattr may need the owner's permission: so in this order.
  #dress({ dirfd, name }, object, marks) {
    const { type, mode, uid, gid, xattrs, mtimeNs } = object;
    syscalls.chown(dirfd, name, { uid, gid });
    if (type !== 'symlink') syscalls.chmod(dirfd, name, mode);
    for (const [key, value] of [...xattrs, ...marks]) {
      const isOwn = marks.some((mark) => mark[0] === key);
      syscalls.setXattr(dirfd, name, { key: isOwn ? key : escapeXattr(key, this.#style), value });
    }
    syscalls.utimes(dirfd, name, { mtimeNs });
  }
}
const NEW_FILE = {
  flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
  mode: 0o600,
  resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
};
const NODE_TYPES = { fifo: S_IFIFO, socket: S_IFSOCK, character: S_IFCHR, block: S_IFBLK };
function makeNode({ dirfd, name }, { type, target, device }) {
  if (type === 'symlink') return syscalls.symlink(target ?? '', dirfd, name);
  if (type === 'file' || type === 'directory') throw new Error(`A ${type} is not made as a node`);
  syscalls.mknod(dirfd, name, { mode: NODE_TYPES[type] | 0o600, ...device });
}
function requireSame({ size, mtimeNs, mode }, entry) {
  if (mtimeNs === entry.mtimeNs && size === entry.size && (mode & 0o7777) === entry.mode) return;
  const message = `${quoteRaw(entry.source.path)} in ${quoteRaw(entry.source.root)} changed since the diff was made`;
  throw new LayoverError('LAYOVER_TREE_CHANGED', message, { hint: 'Make the diff again.' });
}
//# sourceMappingURL=tree-writer.js.map
