/** A whole tree as it is, marks of an overlay included: for moving an upper from one file system to another. */
import { type HostPath, joinRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import {
  O_CREAT,
  O_EXCL,
  O_NOFOLLOW,
  O_WRONLY,
  RESOLVE_BENEATH,
  RESOLVE_NO_SYMLINKS,
  S_IFMT,
} from '../native/constants.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { copyContent } from './copy-content.js';
import type { Entry } from './entry.js';
import { openFile } from './file-content.js';
import { OpenDirectories } from './open-directories.js';
import { readItem } from './read-entry.js';

const OPEN_MAX = 48;
const [FROM, TO] = [0, 1];

/** From a directory to an empty one. */
export type Copies = ReadonlyArray<readonly [from: HostPath, to: HostPath]>;

export function copyTrees(copies: Copies, check: () => void): void {
  for (const [from, to] of copies) copyTree(from, to, check);
}

/** Fills the empty directory `to`, its own attributes included. Both are nobody else's meanwhile. */
export function copyTree(from: HostPath, to: HostPath, check: () => void = () => undefined): void {
  using copy = new TreeCopy(from, to, check);
  copy.run();
}

class TreeCopy implements Disposable {
  readonly #root: HostPath;
  readonly #directories: OpenDirectories;
  readonly #check: () => void;
  /** By inode: the first name of what has several. */
  readonly #linked = new Map<bigint, RawPath>();

  constructor(from: HostPath, to: HostPath, check: () => void) {
    this.#root = from;
    this.#directories = new OpenDirectories([from, to], OPEN_MAX);
    this.#check = check;
  }

  [Symbol.dispose](): void {
    this.#directories[Symbol.dispose]();
  }

  run(): void {
    const pending: RawPath[] = [ROOT_PATH];
    const made: RawPath[] = [];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      made.push(path);
      pending.push(...this.#copyEntries(path));
    }
    // Children first: what is made in a directory changes its times.
    for (const path of made.reverse()) this.#finishDirectory(path);
  }

  /** The directories in it, made and still empty. */
  #copyEntries(parent: RawPath): RawPath[] {
    const entries = this.#directories.withReadable({ tree: FROM, path: parent }, (fd) =>
      syscalls.readDirectoryStats(fd),
    );
    const inner: RawPath[] = [];
    for (const [name, stat] of entries) {
      this.#check();
      const path = joinRaw(parent, name);
      const entry = this.#read(path, stat);
      if (entry.type !== 'directory') this.#copyOther(path, stat, entry);
      else {
        syscalls.mkdir(this.#directories.get(TO, parent), name, 0o700);
        inner.push(path);
      }
    }
    return inner;
  }

  #read(path: RawPath, stat: Stat): Entry {
    const { parent, name } = splitRaw(path);
    const place = { dirfd: this.#directories.get(FROM, parent), name, stat };
    return readItem(place, 'plain', { root: this.#root, path }).entry;
  }

  #copyOther(path: RawPath, stat: Stat, entry: Entry): void {
    const first = this.#linked.get(stat.ino);
    const { parent, name } = splitRaw(path);
    const dirfd = this.#directories.get(TO, parent);
    if (first !== undefined) {
      const place = splitRaw(first);
      return syscalls.link(
        { dirfd: this.#directories.get(TO, place.parent), name: place.name },
        { dirfd, name },
      );
    }
    if (stat.nlink > 1) this.#linked.set(stat.ino, path);
    if (entry.type === 'file') this.#copyFile(path, stat, entry);
    else if (entry.type === 'symlink') syscalls.symlink(entry.target ?? '', dirfd, name);
    else syscalls.mknod(dirfd, name, { mode: (stat.mode & S_IFMT) | 0o600, ...entry.device });
    dress({ dirfd: this.#directories.get(TO, parent), name }, entry);
  }

  #copyFile(path: RawPath, stat: Stat, entry: Entry): void {
    const { parent, name } = splitRaw(path);
    const from = openFile(this.#directories.get(FROM, parent), name, stat);
    try {
      const to = syscalls.openat2(this.#directories.get(TO, parent), name, NEW_FILE);
      try {
        copyContent({ from, to, entry, checkCanceled: this.#check });
      } finally {
        syscalls.close(to);
      }
    } finally {
      syscalls.close(from);
    }
  }

  #finishDirectory(path: RawPath): void {
    const dirfd = this.#directories.get(FROM, path);
    const stat = syscalls.stat(dirfd, '');
    const { entry } = readItem({ dirfd, name: '', stat }, 'plain', { root: this.#root, path });
    dress({ dirfd: this.#directories.get(TO, path), name: ROOT_PATH }, entry);
  }
}

const NEW_FILE = {
  flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
  mode: 0o600,
  resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
};

// A chown clears setuid and capabilities: so in this order.
function dress({ dirfd, name }: { dirfd: number; name: RawPath }, entry: Entry): void {
  const { type, mode, uid, gid, xattrs, mtimeNs } = entry;
  syscalls.chown(dirfd, name, { uid, gid });
  if (type !== 'symlink') syscalls.chmod(dirfd, name, mode);
  for (const [key, value] of xattrs) syscalls.setXattr(dirfd, name, { key, value });
  syscalls.utimes(dirfd, name, { mtimeNs });
}
