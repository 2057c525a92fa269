import { quoteRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { type Stat, syscalls } from '../native/syscalls.js';
import { type Entry, type EntrySource, typeOfMode } from './entry.js';
import { type MarkStyle, type Marks, splitXattrs } from './marks.js';

/** An object of a tree with what only a reader of trees needs. */
export interface TreeItem {
  readonly entry: Entry;
  readonly stat: Stat;
  readonly marks: Marks;
}

export interface EntryPlace {
  readonly dirfd: number;
  /** In `dirfd`; empty for the directory itself. */
  readonly name: string;
  readonly stat: Stat & { readonly lacksXattrs?: boolean };
}

const NO_XATTRS: Entry['xattrs'] = [];

/** Reads one object by its name in an open directory, as a job sees it. It is never opened for reading. */
export function readItem({ dirfd, name, stat }: EntryPlace, style: MarkStyle, source: EntrySource): TreeItem {
  try {
    const onDisk = stat.lacksXattrs === true ? NO_XATTRS : syscalls.getXattrs(dirfd, name);
    const { xattrs, marks } = splitXattrs(onDisk, style);
    const type = typeOfMode(stat.mode);
    const plain: Entry = {
      type,
      mode: stat.mode & 0o7777,
      uid: stat.uid,
      gid: stat.gid,
      size: type === 'directory' ? 0 : stat.size,
      mtimeNs: stat.mtimeNs,
      xattrs,
      source,
    };
    return { entry: withContent(plain, { dirfd, name, stat }), stat, marks };
  } catch (cause) {
    throw explainRead(source, cause);
  }
}

/** With what only links and devices have. */
function withContent(plain: Entry, { dirfd, name, stat }: EntryPlace): Entry {
  const { type } = plain;
  if (type === 'symlink') return { ...plain, target: syscalls.readlink(dirfd, name) };
  if (type !== 'character' && type !== 'block') return plain;
  return { ...plain, device: { major: stat.rdevMajor, minor: stat.rdevMinor } };
}

function explainRead({ root, path }: EntrySource, cause: unknown): unknown {
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
