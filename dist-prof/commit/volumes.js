/**
 * The file systems that a commit changes: the target's own and those mounted below it. A rename never leads from one to
 * another, so each has a stash of its own; one journal binds them.
 */
import { isBelow, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from '../tree/entry.js';
import { readMountTable } from '../tree/mount-table.js';
import { isThere, realTarget } from './real-target.js';

// A trigger: touching it can wait for ever.
const NEVER_TOUCHED = new Set(['autofs']);
/** Which of them hold these paths of the target. A path below an automounter is `LAYOVER_COMMIT_TARGET`. */
export function findVolumes(target, paths) {
  const mounts = readMountTable();
  const own = { at: ROOT_PATH, type: typeOf(target, mounts) };
  const below = mounts.flatMap((mount) => {
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
export function hasMountsBelow(directory) {
  const real = isThere(directory) ? realTarget(directory) : directory;
  return readMountTable().some((mount) => belowTarget(mount, real) !== undefined);
}
/** Index of the innermost of these roots, sorted, that a path lies below; 0 where there is none. */
export function volumeOf(path, roots) {
  if (roots.length === 1) return 0;
  const index = roots.findLastIndex((at) => at !== '' && isBelow(path, at));
  return index < 0 ? 0 : index;
}
export function volumePath(target, at) {
  if (at === '') return target;
  return `${target === '/' ? '' : target}/${at}`;
}
function belowTarget({ at }, target) {
  if (at === target || !isBelow(at, target === '/' ? ROOT_PATH : target)) return undefined;
  return at.slice(target === '/' ? 1 : target.length + 1);
}
function typeOf(target, mounts) {
  return mounts.filter(({ at }) => at === '/' || isBelow(target, at)).at(-1)?.type ?? '';
}
/** A single file that is mounted holds nothing; the kernel refuses a rename over it. */
function canHold(target, { at, type }) {
  if (NEVER_TOUCHED.has(type)) throw untouchable(at, type);
  return typeOfMode(syscalls.stat(AT_FDCWD, volumePath(target, at)).mode) === 'directory';
}
function untouchable(at, type) {
  return new LayoverError(
    'LAYOVER_COMMIT_TARGET',
    `${quoteRaw(at)} in the target is a mount of ${type}, which may wait for ever`,
    { hint: 'Leave what lies below it out with --except.' },
  );
}
//# sourceMappingURL=volumes.js.map
