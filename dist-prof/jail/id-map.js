/**
 * Which ids a job has, inside and outside.
 *
 * Root mode: every running job holds a range of 65,536 host ids that belongs to nobody, picked by lock, so that two
 * jobs never share an owner outside. On disk the layers keep the ids that the job saw, by mapped mounts.
 * Rootless: the ids of the keeper's own user namespace, one to one.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LayoverError } from '../base/errors.js';
import { O_CREAT, O_RDWR } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';

/** 0x70000000 to 0x7fffffff: left free by systemd's list of id ranges, and by Debian's. */
const FIRST_RANGE = 0x70000000;
const RANGE_SIZE = 65_536;
const RANGE_COUNT = 4_096;
/** Takes the first free range; its lock file in `lockFolder` is held until `release`. */
export function takeRange(lockFolder) {
  const reserved = readSubordinateRanges();
  for (let slot = 0; slot < RANGE_COUNT; slot += 1) {
    const first = FIRST_RANGE + slot * RANGE_SIZE;
    if (reserved.some((range) => range.first < first + RANGE_SIZE && first < range.first + range.count))
      continue;
    const fd = syscalls.open(join(lockFolder, `ids-${slot}`), O_RDWR | O_CREAT, 0o600);
    if (syscalls.flock(fd, 'exclusive')) {
      const giveUp = () => syscalls.close(fd);
      const release = () => {
        syscalls.flock(fd, 'unlock'); // a copy may be on its way through another job's init
        giveUp();
      };
      return { idMap: `0 ${first} ${RANGE_SIZE}`, layerId: first, lock: fd, release, giveUp };
    }
    syscalls.close(fd);
  }
  throw new LayoverError('LAYOVER_UNSUPPORTED', `All ${RANGE_COUNT} ranges of ids are held by running jobs`, {
    hint: 'Wait for a job to end, or run fewer at a time.',
  });
}
/** Ranges that /etc/subuid or /etc/subgid give to users are never used. */
function readSubordinateRanges() {
  return ['/etc/subuid', '/etc/subgid'].flatMap((file) => {
    try {
      return readFileSync(file, 'utf8')
        .split('\n')
        .map((line) => line.split(':'))
        .map(([, first, count]) => ({ first: Number(first), count: Number(count) }))
        .filter(({ first, count }) => first >= 0 && count > 0);
    } catch {
      return []; // no such file: no ranges
    }
  });
}
/** The ids of a rootless job, of which there are `count` from 0 up. A single one may be shown as any number. */
export function mapRootless(count, user) {
  if (user.isCaller) return sharedIds(linesOfCaller(count, user));
  if (user.uid < count && user.gid < count) return sharedIds(linesOf(count));
  if (count === 1 && user.uid === user.gid) return sharedIds(`${user.uid} 0 1`);
  throw new LayoverError(
    'LAYOVER_UNSUPPORTED',
    `User ${user.uid}:${user.gid} needs ids beyond the ${count} you have`,
    {
      hint: 'Give yourself subordinate ids in /etc/subuid and /etc/subgid and install newuidmap (Debian: uidmap), or run as root.',
    },
  );
}
/** Every job has the same: there is nothing to give back. */
function sharedIds(idMap) {
  const release = () => undefined;
  return { idMap, layerId: 0, release, giveUp: release };
}
/** The caller by its own numbers, which are 0 to the keeper; the others, as far as there are, around it. */
function linesOfCaller(count, user) {
  const [users = '', groups = ''] = [user.uid, user.gid].map((id) => linesAround(id, count));
  return users === groups ? users : `${users}\n\n${groups}`;
}
function linesAround(own, count) {
  const others = count - 1;
  const below = Math.min(own, others);
  const lines = [`${own} 0 1`, ...(below > 0 ? [`0 1 ${below}`] : [])];
  return [...lines, ...(others > below ? [`${own + 1} ${own + 1} ${others - below}`] : [])].join('\n');
}
/** The keeper's own map has the caller's id apart from the subordinate ones, and the kernel takes no line across both. */
function linesOf(count) {
  return count === 1 ? '0 0 1' : `0 0 1\n1 1 ${count - 1}`;
}
//# sourceMappingURL=id-map.js.map
