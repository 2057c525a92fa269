/**
 * Job directories: who holds one, which are kept, which are dead.
 *
 * A running job is a directory whose flock is held, by its runner and by the keeper: it is free only when the runner
 * is gone, and every process of the job. A kept job has a `job.json`. A directory with neither is
 * what a killed runner left, and any later start may sweep it. The lock file `sweep` is held shared between making a
 * directory and locking it, exclusively while sweeping, so that no sweeper sees a job in between.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, renameSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hostPath } from '../../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';
import { O_CREAT, O_DIRECTORY, O_RDONLY, O_RDWR } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { removeTree } from '../../tree/remove.js';
import { findRecord } from './job-record.js';
/** What a job's directory is called; nothing else is ever looked up by name. */
export const ID_PATTERN = /^j-[0-9a-z]{14}$/;
/** Sorts by time of creation: milliseconds in base 36, then five random characters. */
function newJobId(now) {
  const random = randomBytes(4).readUInt32BE(0) % 36 ** 5;
  return `j-${now.toString(36).padStart(9, '0')}${random.toString(36).padStart(5, '0')}`;
}
const PATIENCE_MS = 10_000;
/**
 * Makes a job's directory, with the root's `upper` and `work` in it, and takes its lock. Waits for a sweep, which moves
 * a few directories and is over in a moment; LAYOVER_HOME where that takes longer than `patienceMs`.
 */
export async function createJobDirectory(home, patienceMs = PATIENCE_MS) {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const made = tryCreateJobDirectory(home);
    if (made !== undefined) return made;
    if (Date.now() >= deadline)
      throw new LayoverError('LAYOVER_HOME', `Another layover has been sweeping for ${patienceMs} ms`);
    await delay(1);
  }
}
/** The same without waiting; undefined while there is a sweep. */
export function tryCreateJobDirectory(home) {
  const guard = syscalls.open(join(home.locks, 'sweep'), O_RDWR | O_CREAT, 0o600);
  try {
    return syscalls.flock(guard, 'shared') ? makeDirectory(home) : undefined;
  } finally {
    syscalls.close(guard);
  }
}
function makeDirectory(home) {
  const id = newJobId(Date.now());
  const path = join(home.jobs, id);
  const parent = syscalls.open(home.jobs, O_RDONLY | O_DIRECTORY);
  syscalls.mkdir(parent, id, 0o700);
  syscalls.close(parent);
  const lock = syscalls.open(path, O_RDONLY | O_DIRECTORY);
  syscalls.flock(lock, 'exclusive');
  for (const name of ['upper', 'work']) syscalls.mkdir(lock, name, 0o700);
  return { id, path, lock };
}
/** Every kept job, newest first; a damaged one does not hide the others. */
export async function listKept(home) {
  const records = [];
  const unreadable = [];
  for (const id of (await readdir(home.jobs))
    .filter((name) => ID_PATTERN.test(name))
    .sort()
    .reverse()) {
    try {
      const record = await findRecord(join(home.jobs, id));
      if (record) records.push(record);
    } catch (error) {
      unreadable.push({ id, reason: messageOf(error) });
    }
  }
  records.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  return { records, unreadable };
}
export async function getRecord(home, id) {
  const record = ID_PATTERN.test(id) ? await findRecord(join(home.jobs, id)) : undefined;
  if (record) return record;
  throw unknownJob(home, id, (await readdir(home.jobs)).length > 0);
}
function unknownJob(home, id, hasOthers) {
  return new LayoverError(
    'LAYOVER_JOB_UNKNOWN',
    `There is no kept job ${JSON.stringify(id)} in ${home.path}`,
    {
      hint: hasOthers ? 'See `layover jobs`.' : 'No job is kept there at all.',
    },
  );
}
/** Takes a kept job out of sight, whether its record can be read or not. */
export function discardKept(home, id) {
  const { lock } = lockKept(home, id);
  moveToTrash(home, id);
  syscalls.close(lock);
}
/** A kept job for the caller alone, who closes the lock. LAYOVER_JOB_BUSY where somebody has it. */
export function lockKept(home, id) {
  const lock = ID_PATTERN.test(id) && existsSync(recordPath(home, id)) ? tryLock(home, id) : 'absent';
  if (lock === 'absent') throw unknownJob(home, id, readdirSync(home.jobs).length > 0);
  if (lock !== undefined) return { id, path: join(home.jobs, id), lock };
  throw busyJob(id);
}
function busyJob(id) {
  return new LayoverError('LAYOVER_JOB_BUSY', `Job ${id} is in use by another process`, {
    hint: 'Try again when that has ended.',
  });
}
/** Holds a kept job against being discarded, beside others who read it; the caller closes it. */
export function lockForReading(home, id) {
  if (!existsSync(recordPath(home, id))) throw unknownJob(home, id, readdirSync(home.jobs).length > 0);
  const fd = syscalls.open(join(home.jobs, id), O_RDONLY | O_DIRECTORY);
  if (syscalls.flock(fd, 'shared')) return fd;
  syscalls.close(fd);
  throw existsSync(recordPath(home, id)) ? busyJob(id) : unknownJob(home, id, true); // being discarded
}
/** Locks a job against others; undefined where one holds it. */
export function tryLock(home, id) {
  const fd = syscalls.open(join(home.jobs, id), O_RDONLY | O_DIRECTORY);
  if (syscalls.flock(fd, 'exclusive')) return fd;
  syscalls.close(fd);
  return undefined;
}
function recordPath(home, id) {
  return join(home.jobs, id, 'job.json');
}
/** Takes a directory away that no job has used. */
export function discardDirectory(home, { id, lock }) {
  removeTree(hostPath(home.jobs), id);
  syscalls.close(lock); // not before: a sweeper would take the directory for a dead runner's
}
/** At once, whatever its size: the name leaves `jobs`, the bytes go when the trash is emptied. */
export function moveToTrash(home, id) {
  try {
    renameSync(join(home.jobs, id), join(home.trash, id));
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error; // somebody else was quicker
  }
}
/** Moves what killed runners left behind to the trash; the ids moved. Nothing while another process does the same. */
export async function sweepDeadJobs(home) {
  const guard = syscalls.open(join(home.locks, 'sweep'), O_RDWR | O_CREAT, 0o600);
  try {
    if (!syscalls.flock(guard, 'exclusive')) return [];
    const ids = (await readdir(home.jobs)).filter((id) => ID_PATTERN.test(id));
    const dead = [];
    for (const id of ids) {
      if (isDead(home, id)) {
        moveToTrash(home, id);
        dead.push(id);
      }
    }
    return dead;
  } finally {
    syscalls.close(guard);
  }
}
function isDead(home, id) {
  if (existsSync(recordPath(home, id))) return false;
  try {
    const lock = tryLock(home, id);
    if (lock === undefined) return false;
    syscalls.close(lock);
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false;
    throw error;
  }
}
//# sourceMappingURL=jobs.js.map
