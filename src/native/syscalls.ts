import { createRequire } from 'node:module';
import type { RawPath } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';

/**
 * The typed door to the addon: thin, synchronous wrappers of system calls, no policy.
 *
 * Every call throws an `Error` with `code` ('ENOENT'), `errno` (positive) and `syscall` on failure.
 * Strings are raw: one character per byte. Descriptors are opened close-on-exec and belong to the caller.
 * A name given with a directory descriptor is never followed if it is a symlink.
 */
export interface Syscalls {
  /** open(2) with O_CLOEXEC, of a path of the host's own (not into an untrusted tree). */
  open(path: string, flags: number, mode?: number): number;
  /** openat2(2): `resolve` are RESOLVE_ bits; EAGAIN is retried. */
  openat2(dirfd: number, path: string, how: { flags: number; mode?: number; resolve: number }): number;
  close(fd: number): void;
  /** statx(2) of `name` in `dirfd`; an empty name is `dirfd` itself. */
  stat(dirfd: number, name: string): Stat;
  /** The same, or undefined where there is no such name: ENOENT as an error takes ten times as long. */
  findStat(dirfd: number, name: string): Stat | undefined;
  /** getdents64(2) to the end, without `.` and `..`, in the kernel's order. `fd` must not be O_PATH. */
  readDirectory(fd: number): RawPath[];
  /** The same with a statx(2) of each entry; entries that vanish meanwhile are left out. */
  readDirectoryStats(fd: number): Array<[name: RawPath, stat: Stat]>;
  /** The same in two pieces, for `readPackedDirectory`: each name with a slash behind it, and a record of each. */
  readPackedDirectory(fd: number): [names: string, records: ArrayBuffer];
  readlink(dirfd: number, name: string): RawPath;
  mkdir(dirfd: number, name: string, mode: number): void;
  /** mknodat(2): `mode` with the S_IF bits; `major` and `minor` for devices. */
  mknod(dirfd: number, name: string, node: { mode: number; major?: number; minor?: number }): void;
  symlink(target: string, dirfd: number, name: string): void;
  link(from: { dirfd: number; name: string }, to: { dirfd: number; name: string }): void;
  unlink(dirfd: number, name: string): void;
  rmdir(dirfd: number, name: string): void;
  /** renameat2(2): `flags` are RENAME_ bits. */
  rename(from: { dirfd: number; name: string }, to: { dirfd: number; name: string }, flags?: number): void;
  chown(dirfd: number, name: string, owner: { uid: number; gid: number }): void;
  /** chmod without following: fchmodat2(2), else through the procfs link of an O_PATH descriptor. */
  chmod(dirfd: number, name: string, mode: number): void;
  /** utimensat(2) in nanoseconds since the epoch; undefined leaves that time alone. */
  utimes(dirfd: number, name: string, times: { atimeNs?: bigint; mtimeNs?: bigint }): void;
  /** Every extended attribute, sorted by name. Empty where the file system has none; E2BIG beyond 4 MiB of values. */
  getXattrs(dirfd: number, name: string): Array<[name: RawPath, value: Buffer]>;
  /** One attribute, or undefined where it is absent (ENODATA) or not supported. */
  getXattr(dirfd: number, name: string, key: string): Buffer | undefined;
  setXattr(dirfd: number, name: string, xattr: { key: string; value: Uint8Array }): void;
  removeXattr(dirfd: number, name: string, key: string): void;
  /** FS_IOC_GETFLAGS and FS_IOC_SETFLAGS on an open descriptor. */
  getInodeFlags(fd: number): number;
  setInodeFlags(fd: number, flags: number): void;
  /** FICLONE: shares all of `from` with the empty file `to`, or throws (EOPNOTSUPP, EXDEV, EINVAL). */
  cloneFile(from: number, to: number): void;
  /** copy_file_range(2) at the same offset in both; the bytes copied, 0 at the end. */
  copyRange(from: number, to: number, range: { offset: number; length: number }): number;
  /**
   * Makes the new file `to` with the bytes of the regular file `from`, both opened with the RESOLVE_ bits, at most 4 KiB of them,
   * and answers with its stat. ESTALE where `from` is no regular file of that size, and nothing is made.
   */
  copySmall(
    from: { dirfd: number; name: string },
    to: { dirfd: number; name: string },
    about: { size: number; mode: number; mtimeNs: bigint; resolve: number },
  ): Stat;
  /**
   * FIDEDUPERANGE: makes `to` share the blocks of `from` there if the kernel finds the same bytes in both; the bytes that
   * are shared now, 0 where they differ. Throws where the file system cannot (EOPNOTSUPP, EINVAL).
   */
  dedupeRange(from: number, to: number, range: { offset: number; length: number }): number;
  /** FS_IOC_FIEMAP: where the extents lie that the file has in common with others, and their bytes. */
  sharedExtents(fd: number): Array<[physical: number, length: number]>;
  /** The next data, or hole, at or after `offset`; undefined past the last one (ENXIO). */
  seekData(fd: number, offset: number): number | undefined;
  seekHole(fd: number, offset: number): number;
  /**
   * Whether anybody has the regular file open, or mapped, for writing, by a read lease (fcntl(2), F_SETLEASE), which is
   * given up at once. Throws where the file system knows no leases, or the caller may have none (EACCES, EINVAL).
   */
  hasWriter(dirfd: number, name: string): boolean;
  syncfs(fd: number): void;
  /** statfs(2) of a descriptor. */
  statfs(fd: number): {
    type: number;
    blockSize: number;
    freeBlocks: number;
    freeInodes: number;
    flags: number;
  };
  /** flock(2) with LOCK_NB: whether it was taken. `unlock` always succeeds. */
  flock(fd: number, kind: 'shared' | 'exclusive' | 'unlock'): boolean;
  /** A connected AF_UNIX stream pair, both ends close-on-exec. */
  socketpair(): [number, number];
  /** pipe2(2): [read end, write end]; both blocking. */
  pipe(): [number, number];
  /** Sends all of `bytes` and, with its first byte, `fds`; waits at most 10 s for room (ETIMEDOUT). */
  sendWithDescriptors(socket: number, bytes: Uint8Array, fds: readonly number[]): void;
  /** Receives one descriptor sent with one byte; waits at most 10 s (ETIMEDOUT). */
  receiveDescriptor(socket: number): number;
  /** TIOCGWINSZ and TIOCSWINSZ. */
  getWindowSize(fd: number): { columns: number; rows: number };
  setWindowSize(fd: number, size: { columns: number; rows: number }): void;
  /** unshare(2), of the calling thread alone. */
  unshare(flags: number): void;
  /** chroot(2), chdir(2), fchdir(2): of the process, or of a thread that has unshared CLONE_FS. */
  chroot(path: string): void;
  chdir(path: string): void;
  fchdir(fd: number): void;
  /** ioctl(2), SIOCSIFFLAGS: brings `lo` up in the calling thread's network namespace. */
  raiseLoopback(): void;
  /** prctl(2), PR_SET_CHILD_SUBREAPER: orphans of this process's children become its own. */
  setSubreaper(): void;
  /** waitpid(2) with WNOHANG: whether that child has ended; it is gone then. */
  reap(pid: number): boolean;
  /** waitid(2): whether this process has any child, running or ended. */
  hasChildren(): boolean;
  /** open_tree(2): `flags` are OPEN_TREE_CLONE and AT_ bits. */
  openTree(dirfd: number, path: string, flags: number): number;
  /** move_mount(2), from descriptor to descriptor. */
  moveMount(mount: number, place: number): void;
  /** fsopen(2), and fsconfig(2): a flag without a value, text, or a descriptor as a number. */
  fsopen(type: string): number;
  fsconfig(context: number, key: string, value?: string | number): void;
  /** Creates the file system and makes a detached mount of it; `attributes` are MOUNT_ATTR_ bits. */
  fsmount(context: number, attributes: number): number;
  /** mount_setattr(2) of a mount and all below it. */
  setMountAttributes(fd: number, change: { set?: number; propagation?: number }): void;
  /** umount2(2): `flags` are MNT_ bits. */
  umount(path: string, flags: number): void;
  /** The kernel's number of the mount by which a file was opened (statx(2), STATX_MNT_ID). */
  mountOf(fd: number): number;
  /** The same of up to 1,024 descriptors; -1 for one that is not open. */
  mountsOf(fds: readonly number[]): number[];
}

export interface Stat {
  /** With the S_IF bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly nlink: number;
  /** Bytes. Exact up to 2^53. */
  readonly size: number;
  /** Of 512 bytes. */
  readonly blocks: number;
  readonly ino: bigint;
  /** `major << 32 | minor`, of the file system. */
  readonly dev: bigint;
  readonly rdevMajor: number;
  readonly rdevMinor: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  /** STATX_ATTR_ bits. */
  readonly attributes: number;
}

/** The addon. Throws `LAYOVER_NATIVE_MISSING` where it is not built. */
export const syscalls: Syscalls = loadAddon();

function loadAddon(): Syscalls {
  try {
    return createRequire(import.meta.url)('./syscalls.node') as Syscalls;
  } catch (cause) {
    throw new LayoverError(
      'LAYOVER_NATIVE_MISSING',
      `The native addon cannot be loaded: ${messageOf(cause)}`,
      {
        cause,
        hint: 'Run `npm run build` in the layover package; it needs a C compiler (Debian: apt-get install gcc libc6-dev).',
      },
    );
  }
}
