import { type HostPath, quoteRaw, type RawPath } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import {
  O_DIRECTORY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_PATH,
  O_RDONLY,
  S_IFMT,
  S_IFREG,
} from '../native/constants.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import type { Entry } from './entry.js';
import { BENEATH, openBeneath, openTree } from './open.js';

/** Opens the files that changes name as their content. Holds one descriptor per tree; close it after use. */
export class Sources {
  readonly #roots = new Map<HostPath, number>();

  /** A descriptor of the regular file behind `entry`, for reading; the caller closes it. */
  open(entry: Entry): number {
    // O_NONBLOCK: should a FIFO stand there by now, the open returns and the check below refuses it.
    const flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK;
    const fd = openBeneath(this.#root(entry.source.root), entry.source.path, flags);
    try {
      requireSameFile(fd, entry);
      return fd;
    } catch (error) {
      syscalls.close(fd);
      throw error;
    }
  }

  /** The same, or undefined where it is not there any more, something else, or not the caller's to read. */
  find(entry: Entry): number | undefined {
    try {
      return this.open(entry);
    } catch (error) {
      if (error instanceof LayoverError || hasErrno(error, 'ENOENT', 'ENXIO', 'EACCES')) return undefined;
      throw error;
    }
  }

  /** Makes the new file `to` as a copy of a small one; see `Syscalls.copySmall`, whose errors are passed on. */
  copySmall({ source, size, mtimeNs }: Entry, to: { dirfd: number; name: RawPath }, mode: number): Stat {
    const from = { dirfd: this.#root(source.root), name: source.path };
    return syscalls.copySmall(from, to, { size, mode, mtimeNs, resolve: BENEATH });
  }

  /** An O_PATH descriptor of a directory in one of the trees; the caller closes it. */
  openDirectory(root: HostPath, path: RawPath): number {
    return openBeneath(this.#root(root), path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  }

  close(): void {
    for (const fd of this.#roots.values()) syscalls.close(fd);
    this.#roots.clear();
  }

  #root(path: HostPath): number {
    const known = this.#roots.get(path);
    if (known !== undefined) return known;
    const fd = openTree(path);
    this.#roots.set(path, fd);
    return fd;
  }
}

/** The error for a file that is not what the diff saw. */
export function sourceChanged(entry: Entry, seen: string): LayoverError {
  const message = `${quoteRaw(entry.source.path)} changed since the diff was made: ${seen}`;
  return new LayoverError('LAYOVER_TREE_CHANGED', message, { hint: 'Make the diff again.' });
}

function requireSameFile(fd: number, entry: Entry): void {
  const { mode, size } = syscalls.stat(fd, '');
  if ((mode & S_IFMT) !== S_IFREG) throw sourceChanged(entry, 'it is no regular file');
  if (size !== entry.size) throw sourceChanged(entry, `it had ${entry.size} bytes and has ${size}`);
}
