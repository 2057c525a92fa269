/**
 * The file systems that a commit changes: the target's own and those mounted below it. A rename never leads from one to
 * another, so each has a stash of its own; one journal binds them.
 */
import { type HostPath, isBelow, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from '../tree/entry.js';
import { type HostMount, readMountTable } from '../tree/mount-table.js';
import { isThere, realTarget } from './real-target.js';

/** One of them. Where there are several, they are in the order of their paths, and changed in that order. */
export interface Volume {
  /** From the target; empty for the target's own. */
  readonly at: RawPath;
  /** As the kernel calls it: `ext4`; empty where only the target's own is meant. */
  readonly type: string;
}

/** A volume of a commit that was begun. */
export interface VolumeRecord {
  readonly at: RawPath;
  /** Of its root. */
  readonly ino: string;
  /** The directory with its slots. */
  readonly stash: HostPath;
  /** Where the stash lies, if in the volume: making it changes that directory's time. */
  readonly holder?: { readonly path: HostPath; readonly ino: string; readonly mtimeNs: string } | undefined;
}

// A trigger: touching it can wait for ever.
const NEVER_TOUCHED: ReadonlySet<string> = new Set(['autofs']);

/** Which of them hold these paths of the target. A path below an automounter is `LAYOVER_COMMIT_TARGET`. */
export function findVolumes(target: HostPath, paths: readonly RawPath[]): Volume[] {
  const mounts = readMountTable();
  const own = { at: ROOT_PATH, type: typeOf(target, mounts) };
  const below = mounts.flatMap((mount): Volume[] => {
    const at = belowTarget(mount, target);
    const isMeant = at !== undefined && paths.some((path) => isBelow(path, at));
    return isMeant && canHold(target, { at, type: mount.type }) ? [{ at, type: mount.type }] : [];
  });
  const all = [own, ...below];
  const roots = all.map(({ at }) => at);
  const used = new Set(paths.map((path) => volumeOf(path, roots)));
  return all.filter((_volume, index) => used.has(index));
}

/** Whether anything is mounted somewhere below a directory, by any name of it. */
export function hasMountsBelow(directory: HostPath): boolean {
  const real = isThere(directory) ? realTarget(directory) : directory;
  return readMountTable().some((mount) => belowTarget(mount, real) !== undefined);
}

/** Index of the innermost of these roots, sorted, that a path lies below; 0 where there is none. */
export function volumeOf(path: RawPath, roots: readonly RawPath[]): number {
  if (roots.length === 1) return 0;
  const index = roots.findLastIndex((at) => at !== '' && isBelow(path, at));
  return index < 0 ? 0 : index;
}

export function volumePath(target: HostPath, at: RawPath): HostPath {
  if (at === '') return target;
  return `${target === '/' ? '' : target}/${at}` as HostPath;
}

function belowTarget({ at }: HostMount, target: HostPath): RawPath | undefined {
  if (at === target || !isBelow(at, target === '/' ? ROOT_PATH : target)) return undefined;
  return at.slice(target === '/' ? 1 : target.length + 1) as RawPath;
}

function typeOf(target: HostPath, mounts: readonly HostMount[]): string {
  return mounts.filter(({ at }) => at === '/' || isBelow(target, at)).at(-1)?.type ?? '';
}

/** A single file that is mounted holds nothing; the kernel refuses a rename over it. */
function canHold(target: HostPath, { at, type }: Volume): boolean {
  if (NEVER_TOUCHED.has(type)) throw untouchable(at, type);
  return typeOfMode(syscalls.stat(AT_FDCWD, volumePath(target, at)).mode) === 'directory';
}

function untouchable(at: RawPath, type: string): LayoverError {
  return new LayoverError(
    'LAYOVER_COMMIT_TARGET',
    `${quoteRaw(at)} in the target is a mount of ${type}, which may wait for ever`,
    { hint: 'Leave what lies below it out with --except.' },
  );
}
