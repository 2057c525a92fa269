/**
 * Whether a tree has come to rest. That every process of a job has been reaped is the first proof; a descriptor that one
 * of them handed to a process elsewhere outlives it, and shows here: the kernel gives no read lease on a file that
 * anybody has open, or mapped, for writing, through an overlay as well (fcntl(2), "Leases").
 */
import { type HostPath, joinRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { S_IFDIR, S_IFMT, S_IFREG } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { OpenDirectories } from './open-directories.js';

export interface Quiescence {
  /** Files that nobody can write to. */
  readonly proven: number;
  /** Files that take no lease here: no such thing on their file system, or on our side. */
  readonly unproven: number;
  /** The first file that is still open for writing, from its own root; nothing after it was looked at. */
  readonly busy?: RawPath;
}

const OPEN_MAX = 48;

/** Looks at every regular file; stops at the first that is busy. Symlinks, devices and FIFOs are never opened. */
export function findWriters(roots: readonly HostPath[], check: () => void = () => undefined): Quiescence {
  using directories = new OpenDirectories(roots, OPEN_MAX);
  const count = { proven: 0, unproven: 0 };
  for (const [tree] of roots.entries()) {
    const pending: RawPath[] = [ROOT_PATH];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      check();
      const parent = path;
      const entries = directories.withReadable({ tree, path }, (fd) => syscalls.readDirectoryStats(fd));
      const dirfd = directories.get(tree, path);
      for (const [name, { mode }] of entries) {
        const type = mode & S_IFMT;
        if (type === S_IFDIR) pending.push(joinRaw(parent, name));
        if (type !== S_IFREG) continue;
        const state = tryLease(dirfd, name);
        if (state === 'busy') return { ...count, busy: joinRaw(parent, name) };
        count[state] += 1;
      }
    }
  }
  return count;
}

// Without leases: NFS, FUSE, a kernel built without them. Without permission: another's file, rootless.
const NO_LEASE = ['EACCES', 'EPERM', 'EINVAL', 'ENOLCK', 'EOPNOTSUPP', 'ENOSYS'];

function tryLease(dirfd: number, name: RawPath): 'proven' | 'unproven' | 'busy' {
  try {
    return syscalls.hasWriter(dirfd, name) ? 'busy' : 'proven';
  } catch (error) {
    if (hasErrno(error, ...NO_LEASE)) return 'unproven';
    throw error;
  }
}
