/** Mounts made by descriptor, from the plan that the keeper is given too. */
import { messageOf } from '../base/errors.js';
import {
  MOUNT_ATTR_NODEV,
  MOUNT_ATTR_NOSUID,
  MOUNT_ATTR_RDONLY,
  O_DIRECTORY,
  O_NOFOLLOW,
  O_PATH,
  RESOLVE_BENEATH,
  RESOLVE_NO_MAGICLINKS,
  RESOLVE_NO_SYMLINKS,
  RESOLVE_NO_XDEV,
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
 * A detached overlay. Upper and work are found below their parent: they must lie on one mount. The kernel takes a mount
 * of its own of each layer, without what is mounted below it; so a descriptor is enough, and cloning layers first, as the
 * keeper does to map their ids, would only cost: dissolving each clone waits for a grace period.
 *
 * `stubs` is open on a mount of nothing but them, and stays the caller's.
 */
export function mountOverlay(mount: OverlayMount, stubs: number): number {
  const open: number[] = [];
  const keep = (fd: number): number => {
    open.push(fd);
    return fd;
  };
  try {
    const context = keep(syscalls.fsopen('overlay'));
    for (const option of mount.options) setOption(context, option);
    if (mount.stubs.length > 0) syscalls.fsconfig(context, 'lowerdir+', stubs);
    for (const lower of mount.lowers) syscalls.fsconfig(context, 'lowerdir+', keep(openLayer(lower)));
    const parent = keep(openLayer(mount.directory));
    for (const name of ['upper', 'work'] as const) {
      const how = { flags: O_PATH | O_DIRECTORY | O_NOFOLLOW, resolve: RESOLVE_NO_XDEV };
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

function openLayer(path: string): number {
  return syscalls.open(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
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
export function mountStubs(stubs: readonly Stub[]): number {
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
