/** Mounts made by descriptor, from the plan that the keeper is given too. */
import { hasErrno, messageOf } from '../base/errors.js';
import {
  AT_FDCWD,
  MOUNT_ATTR_NODEV,
  MOUNT_ATTR_NOSUID,
  MOUNT_ATTR_RDONLY,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_PATH,
  OPEN_TREE_CLONE,
  RESOLVE_BENEATH,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import type { Mount, Stub } from '../overlay/mount.js';

/** A step of making a view that failed. */
export class MountError extends Error {
  readonly step: string;
  readonly errno: string;

  constructor(step: string, cause: unknown) {
    super(messageOf(cause), { cause });
    this.step = step;
    this.errno = errnoOf(cause);
  }
}

function errnoOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
}

/** Closes `fd` however `use` ends. */
export function withFd<T>(fd: number, use: (fd: number) => T): T {
  try {
    return use(fd);
  } finally {
    syscalls.close(fd);
  }
}

type OverlayMount = Extract<Mount, { kind: 'overlay' }>;

const ATTRIBUTES: number = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;

/**
 * A detached overlay. Upper and work are found below one clone of their parent: they must lie on one mount. Every layer
 * stays open until the overlay is made: closing a detached clone would dissolve it.
 */
export function mountOverlay(mount: OverlayMount): number {
  const open: number[] = [];
  const keep = (fd: number): number => {
    open.push(fd);
    return fd;
  };
  try {
    const context = keep(syscalls.fsopen('overlay'));
    for (const option of mount.options) setOption(context, option);
    const stubs = mount.stubs.length > 0 ? [keep(mountStubs(mount.stubs))] : [];
    const lowers = mount.lowers.map((lower) => keep(openLayer(lower)));
    for (const layer of [...stubs, ...lowers]) syscalls.fsconfig(context, 'lowerdir+', layer);
    const parent = keep(openLayer(mount.directory));
    for (const name of ['upper', 'work'] as const) {
      const how = { flags: O_PATH | O_DIRECTORY | O_NOFOLLOW, resolve: 0 };
      syscalls.fsconfig(context, `${name}dir`, keep(syscalls.openat2(parent, name, how)));
    }
    return refuseReadOnly(syscalls.fsmount(context, ATTRIBUTES));
  } finally {
    for (const fd of open.reverse()) syscalls.close(fd);
  }
}

function setOption(context: number, option: string): void {
  const [key = '', ...value] = option.split('=');
  syscalls.fsconfig(context, key, ...(value.length > 0 ? [value.join('=')] : []));
}

/** As in src/native/keeper/layers.c: a mount with others locked below it cannot be cloned by a rootless caller. */
function openLayer(path: string): number {
  try {
    return syscalls.openTree(AT_FDCWD, path, OPEN_TREE_CLONE);
  } catch (error) {
    if (!hasErrno(error, 'EINVAL')) throw error;
    return syscalls.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
  }
}

const ST_RDONLY = 1;

/** A work directory that the kernel cannot use gives a read-only overlay and success. */
function refuseReadOnly(overlay: number): number {
  if ((syscalls.statfs(overlay).flags & ST_RDONLY) === 0) return overlay;
  syscalls.close(overlay);
  throw Object.assign(new Error('The kernel made it read-only: it cannot use the work directory'), {
    code: 'EROFS',
  });
}

export function mountTmpfs(options: readonly string[], attributes: number): number {
  return withFd(syscalls.fsopen('tmpfs'), (context) => {
    for (const option of options) setOption(context, option);
    return syscalls.fsmount(context, attributes);
  });
}

const STUB_OPTIONS: readonly string[] = ['size=4m', 'nr_inodes=16k', 'mode=755'];

/** The topmost lower: nothing but places to mount on (src/native/keeper/skeleton.c has the why). */
function mountStubs(stubs: readonly Stub[]): number {
  const root = mountTmpfs(STUB_OPTIONS, ATTRIBUTES);
  for (const stub of stubs) makeStub(root, stub);
  syscalls.setMountAttributes(root, { set: MOUNT_ATTR_RDONLY });
  return root;
}

function makeStub(root: number, { path, type, target, mode, uid, gid }: Stub): void {
  if (type === 'symlink') return syscalls.symlink(target ?? '', root, path);
  if (type === 'directory') syscalls.mkdir(root, path, 0o700);
  else syscalls.mknod(root, path, { mode: 0o100600 });
  if (uid !== 0 || gid !== 0) syscalls.chown(root, path, { uid, gid });
  syscalls.chmod(root, path, mode);
}

/** A place in the view, found without following a link. */
export function openPlace(root: number, target: string): number {
  const resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return syscalls.openat2(root, target, { flags: O_PATH | O_NOFOLLOW, resolve });
}
