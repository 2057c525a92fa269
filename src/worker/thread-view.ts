/**
 * A thread's own view of the file system. Once for its life it unshares its mount namespace and its root; for each job
 * it mounts what the plan says on the attach point, makes that its root, and comes back.
 *
 *   attach/        a small tmpfs, in this thread's namespace only
 *     view/        where a job's root is attached
 *     dev/  sys/   made once, cloned into each view
 *     stubs/       the lowest lower of the last job's root: nothing but places to mount on, and the same for its like
 *
 * The mounts are those that the keeper makes for a command, with the same features of the overlay; only owners are not
 * mapped, since the job runs as whoever owns this process. The way back is a descriptor of the old root.
 */
import { mkdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { bytesFromRaw, type HostPath, type RawPath, rawFromText } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import {
  AT_EMPTY_PATH,
  AT_FDCWD,
  AT_RECURSIVE,
  CLONE_FS,
  CLONE_NEWNS,
  MNT_DETACH,
  MOUNT_ATTR_NODEV,
  MOUNT_ATTR_NOEXEC,
  MOUNT_ATTR_NOSUID,
  MOUNT_ATTR_RDONLY,
  MS_PRIVATE,
  O_DIRECTORY,
  O_PATH,
  OPEN_TREE_CLONE,
  S_IFDIR,
  S_IFMT,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import type { Mount } from '../overlay/mount.js';
import type { JobView } from './job-view.js';
import type { ThreadJob } from './messages.js';
import { MountError, mountOverlay, mountStubs, mountTmpfs, openPlace, withFd } from './mounts.js';
import { findOpenOn } from './open-files.js';
import type { ThreadState } from './thread-state.js';

const STAGE_OPTIONS: readonly string[] = ['mode=755', 'size=1m', 'nr_inodes=256'];
const SYS_OPTIONS: readonly string[] = ['mode=555', 'size=4k', 'nr_inodes=1'];
const DEV_OPTIONS: readonly string[] = ['mode=755', 'size=64k', 'nr_inodes=64'];
const DEVICES: readonly string[] = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];
const DEVICE_LINKS: ReadonlyArray<readonly [name: string, target: string]> = [
  ['fd', '/proc/self/fd'],
  ['stdin', '/proc/self/fd/0'],
  ['stdout', '/proc/self/fd/1'],
  ['stderr', '/proc/self/fd/2'],
];
const CLOSED: number = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
const CLONE_TREE: number = OPEN_TREE_CLONE | AT_RECURSIVE;

export class ThreadView implements JobView {
  readonly #attach: HostPath;
  readonly #hostRoot: number;
  readonly #namespace: string;
  readonly #dev: number;
  readonly #sys: number;
  /** What is mounted as `stubs`, as text. */
  #stubs = '[]';
  #isAttached = false;

  /** Unshares; from here on this thread sees a copy of the host's mounts that nobody else does. */
  constructor(attach: HostPath, state: ThreadState) {
    this.#attach = attach;
    step('unshare', () => syscalls.unshare(CLONE_FS | CLONE_NEWNS));
    withFd(openDirectory('/'), (root) => syscalls.setMountAttributes(root, { propagation: MS_PRIVATE }));
    this.#hostRoot = state.hold(openDirectory('/'));
    this.#namespace = readNamespace();
    const stage = mountTmpfs(STAGE_OPTIONS, CLOSED);
    step('mount-stage', () => withFd(openDirectory(attach), (at) => syscalls.moveMount(stage, at)));
    syscalls.close(stage);
    for (const name of ['view', 'dev', 'sys', 'stubs']) mkdirSync(this.#path(name), { mode: 0o755 });
    this.#dev = state.hold(this.#makeDevices());
    this.#sys = state.hold(this.#place('sys', mountTmpfs(SYS_OPTIONS, CLOSED | MOUNT_ATTR_RDONLY)));
  }

  /** This thread's mount namespace, as its link says. */
  get namespace(): string {
    return this.#namespace;
  }

  /** The numbers of the job's mounts: who still has one of their files open at the end leaks it. */
  enter({ mounts, cwd }: ThreadJob): number[] {
    this.#checkNamespace();
    const [first, ...others] = mounts;
    if (first?.kind !== 'overlay') throw new Error('The root of a thread is an overlay');
    const ids: number[] = [];
    const root = step('mount-overlay', () => this.#mountRoot(first));
    try {
      const place = this.#raw('view');
      step('attach', () => withFd(openDirectory(place), (at) => syscalls.moveMount(root, at)));
      this.#isAttached = true;
      ids.push(syscalls.mountOf(root));
      for (const mount of others) ids.push(...this.#mountOne(root, mount));
      syscalls.fchdir(root);
      syscalls.chroot('.');
    } finally {
      syscalls.close(root);
    }
    step('working-directory', () => syscalls.chdir(cwd));
    return ids;
  }

  /** Back to the host's view. */
  leave(): void {
    syscalls.fchdir(this.#hostRoot);
    syscalls.chroot('.');
  }

  /** The job's mounts are gone from this thread then, whoever still holds one of them. Waits for a grace period. */
  settle(): void {
    if (!this.#isAttached) return;
    this.#isAttached = false;
    syscalls.umount(this.#raw('view'), MNT_DETACH);
  }

  chdir(path: string): void {
    syscalls.chdir(rawFromText(path));
  }

  /** Acts with the host's root for a moment, in the middle of a job. */
  outside<T>(act: () => T): T {
    return withFd(openDirectory('/'), (root) =>
      withFd(openDirectory('.'), (cwd) => {
        syscalls.fchdir(this.#hostRoot);
        syscalls.chroot('.');
        try {
          return act();
        } finally {
          syscalls.fchdir(root);
          syscalls.chroot('.');
          syscalls.fchdir(cwd);
        }
      }),
    );
  }

  /** After a failure half-way. */
  recover(): void {
    this.leave();
    this.settle();
  }

  findOpen(mounts: readonly number[]): number[] {
    return findOpenOn(mounts);
  }

  #mountRoot(root: Extract<Mount, { kind: 'overlay' }>): number {
    const wanted = JSON.stringify(root.stubs);
    const place = this.#raw('stubs');
    if (wanted !== this.#stubs) {
      if (this.#stubs !== '[]') syscalls.umount(place, MNT_DETACH);
      this.#stubs = '[]';
      withFd(mountStubs(root.stubs), (fd) => this.#place('stubs', fd));
      this.#stubs = wanted;
    }
    return withFd(openDirectory(place), (stubs) => mountOverlay(root, stubs));
  }

  #checkNamespace(): void {
    const [namespace, root] = [readNamespace(), readlinkSync('/proc/thread-self/root')];
    if (namespace === this.#namespace && root === '/') return;
    throw new Error(`The thread is in ${namespace} at ${root}, and not in ${this.#namespace} at /`);
  }

  #mountOne(root: number, mount: Mount): number[] {
    return step(`mount-${mount.kind}`, () => {
      const made = this.#make(root, mount);
      if (made === undefined) return [];
      return withFd(made, (fd) => {
        withFd(openPlace(root, mount.target), (place) => syscalls.moveMount(fd, place));
        return [syscalls.mountOf(fd)];
      });
    });
  }

  #make(root: number, mount: Mount): number | undefined {
    switch (mount.kind) {
      case 'overlay':
        return withFd(mountStubs(mount.stubs), (stubs) => mountOverlay(mount, stubs));
      case 'tmpfs':
        return mount.isReadOnly ? cloneOf(this.#sys) : makeTmpfs(mount.options);
      case 'bind':
        return openBind(mount);
      case 'proc':
        return syscalls.openTree(this.#hostRoot, 'proc', CLONE_TREE);
      case 'dev':
        return cloneOf(this.#dev);
      case 'hide':
        return this.#cover(root, mount.target);
      case 'fuse':
        throw new Error('No thread mounts fuse-overlayfs');
    }
  }

  /** An empty directory, or an empty file, to lay over what is there; undefined where nothing is. */
  #cover(root: number, target: RawPath): number | undefined {
    try {
      const isDirectory = withFd(
        openPlace(root, target),
        (place) => (syscalls.stat(place, '').mode & S_IFMT) === S_IFDIR,
      );
      const fd = isDirectory ? cloneOf(this.#sys) : syscalls.openTree(this.#dev, 'null', OPEN_TREE_CLONE);
      return fd;
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  #makeDevices(): number {
    const dev = this.#place('dev', mountTmpfs(DEV_OPTIONS, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC));
    for (const name of DEVICES) {
      writeFileSync(this.#path(`dev/${name}`), '');
      withFd(syscalls.openTree(AT_FDCWD, `/dev/${name}`, OPEN_TREE_CLONE), (device) =>
        withFd(syscalls.open(this.#raw(`dev/${name}`), O_PATH), (place) => syscalls.moveMount(device, place)),
      );
    }
    for (const [name, target] of DEVICE_LINKS) symlinkSync(target, this.#path(`dev/${name}`));
    mkdirSync(this.#path('dev/shm'), { mode: 0o1777 });
    return dev;
  }

  /** Attaches it in the stage, and answers with a descriptor of what is there then. */
  #place(name: string, fd: number): number {
    withFd(openDirectory(this.#raw(name)), (at) => syscalls.moveMount(fd, at));
    return fd;
  }

  #path(name: string): Buffer {
    return bytesFromRaw(this.#raw(name));
  }

  #raw(name: string): string {
    return `${this.#attach}/${name}`;
  }
}

function readNamespace(): string {
  return readlinkSync('/proc/thread-self/ns/mnt');
}

function openDirectory(path: string): number {
  return syscalls.open(path, O_PATH | O_DIRECTORY);
}

function makeTmpfs(options: readonly string[]): number {
  return mountTmpfs(options, CLOSED);
}

function cloneOf(fd: number): number {
  return syscalls.openTree(fd, '', CLONE_TREE | AT_EMPTY_PATH);
}

function openBind({ source, isReadOnly, isRecursive }: Extract<Mount, { kind: 'bind' }>): number {
  const fd = syscalls.openTree(AT_FDCWD, source, isRecursive ? CLONE_TREE : OPEN_TREE_CLONE);
  syscalls.setMountAttributes(fd, { set: CLOSED | (isReadOnly ? MOUNT_ATTR_RDONLY : 0) });
  return fd;
}

/** Runs a step of the set-up; its failure is named after it. */
function step<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (cause) {
    throw cause instanceof MountError ? cause : new MountError(name, cause);
  }
}
