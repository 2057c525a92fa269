/** What holds the limits of bytes and of inodes that a job's changes may take. */
import { existsSync } from 'node:fs';
import { release } from 'node:os';

/** Up to here the changes are held in memory, where the job may have twice as much of that. */
const TMPFS_MAX = 64 << 20;
export const MKFS = '/sbin/mkfs.ext4';
/**
 * `auto`: a tmpfs of that size for a small limit, which is hard; else the disk is watched, which costs nothing and is
 * soft. An image of that size, hard as well, has to be asked for, or limits be required: making one takes longer than
 * many a job.
 */
export function planDisk({ limits, asked, mode, isRequired, kernel = release() }) {
  if (asked === 'watch') return { by: 'watch' };
  if (limits.diskBytes === undefined) return planInodes(limits, isRequired === true);
  const by = asked === 'auto' ? chooseFor(limits, isRequired === true) : asked;
  const refusal = by === 'watch' ? undefined : refusalOf(by, mode, kernel);
  if (refusal === undefined) return { by };
  const isTaken = asked !== 'auto' || isRequired;
  return isTaken ? watched(`disk by ${by}`, refusal) : { by: 'watch' };
}
function planInodes({ inodes }, isRequired) {
  const isHard = isRequired && inodes !== undefined;
  return isHard ? watched('inodes', 'it takes a limit of disk beside it') : { by: 'watch' };
}
function watched(what, reason) {
  return {
    by: 'watch',
    fallback: { wanted: `a limit of ${what}`, used: 'a look from time to time', reason },
  };
}
function chooseFor(limits, isRequired) {
  if (isSmall(limits)) return 'tmpfs';
  return isRequired ? 'image' : 'watch';
}
function isSmall({ diskBytes = 0, memoryBytes = Number.POSITIVE_INFINITY }) {
  return diskBytes <= TMPFS_MAX && memoryBytes >= 2 * diskBytes;
}
function refusalOf(by, mode, kernel) {
  const [major = 0, minor = 0] = kernel.split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 15))
    return `Linux ${kernel} makes no overlay over a mount that is attached nowhere; 6.15 does`;
  if (by !== 'image') return undefined;
  if (mode === 'rootless') return 'loop devices are for root alone';
  return existsSync(MKFS) ? undefined : `there is no ${MKFS} (Debian: apt-get install e2fsprogs)`;
}
//# sourceMappingURL=disk.js.map
