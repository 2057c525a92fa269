/**
 * Where a job goes that did not come to rest: a process of it does not end (it waits in the kernel, or somebody froze
 * it), or a file of it is open for writing in a process that is not its own. Nothing of it is read, ever. Its directory
 * and its range of ids stay locked by the keeper until that is gone; then it can be discarded, and a later start
 * collects it.
 */
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno, LayoverError, messageOf } from '../../base/errors.js';
import { O_DIRECTORY, O_RDONLY } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { ID_PATTERN } from './jobs.js';

const NOTE = 'quarantine.json';
/** Long enough for whoever started it to see it in `layover jobs`. */
const KEPT_MS = 3_600_000;
/** An error that says so, and makes `runJob` move the job there. */
export function notAtRest(reason) {
  return new LayoverError('LAYOVER_QUARANTINED', `The job did not come to rest: ${reason}`, {
    hint: 'Nothing of it was read. See `layover jobs`; discard it when what holds it is gone.',
  });
}
export function isQuarantine(error) {
  return error instanceof LayoverError && error.code === 'LAYOVER_QUARANTINED';
}
/** Moves a job out of `jobs`, its locks as they are; the error, with the job's name in it. */
export function quarantineJob(home, id, cause) {
  const note = { since: new Date().toISOString(), reason: cause.message };
  writeFileSync(join(home.jobs, id, NOTE), `${JSON.stringify(note)}\n`, {
    mode: 0o600,
  });
  renameSync(join(home.jobs, id), join(home.quarantine, id));
  return new LayoverError('LAYOVER_QUARANTINED', `Job ${id} is in quarantine: ${cause.message}`, {
    cause,
    hint: cause.hint,
  });
}
export function listQuarantined(home) {
  return readdirSync(home.quarantine).map((id) => {
    const { since, reason } = readNote(home, id);
    return { id, since, reason, isHeld: isHeld(home, id) };
  });
}
function readNote(home, id) {
  const path = join(home.quarantine, id);
  try {
    const { since, reason } = JSON.parse(readFileSync(join(path, NOTE), 'utf8'));
    return { since: String(since), reason: String(reason) };
  } catch (error) {
    return {
      since: statSync(path).mtime.toISOString(),
      reason: messageOf(error),
    };
  }
}
/** Whether a process of it is still there; false as well where it is not in quarantine. */
export function isHeld(home, id) {
  const lock = lockQuarantined(home, id);
  if (typeof lock === 'number') syscalls.close(lock);
  return lock === 'held';
}
function lockQuarantined(home, id) {
  if (!ID_PATTERN.test(id)) return 'absent';
  try {
    const fd = syscalls.open(join(home.quarantine, id), O_RDONLY | O_DIRECTORY);
    if (syscalls.flock(fd, 'exclusive')) return fd;
    syscalls.close(fd);
    return 'held';
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return 'absent';
    throw error;
  }
}
/** Moves it to the trash; false where there is no such job, LAYOVER_JOB_BUSY where a process of it is still there. */
export function discardQuarantined(home, id) {
  const lock = lockQuarantined(home, id);
  if (lock === 'absent') return false;
  if (lock === 'held') {
    throw new LayoverError('LAYOVER_JOB_BUSY', `Job ${id} is in quarantine: a process of it is still there`, {
      hint: 'It waits in the kernel, as for a disk that does not answer, or is frozen. Try again when that is over.',
    });
  }
  renameSync(join(home.quarantine, id), join(home.trash, id));
  syscalls.close(lock);
  return true;
}
/** Moves those to the trash that nothing holds any more, and that have been there for an hour. */
export function collectQuarantined(home, now = Date.now()) {
  for (const { id, since, isHeld: holds } of listQuarantined(home)) {
    if (!holds && !(now - Date.parse(since) < KEPT_MS)) discardQuarantined(home, id);
  }
}
//# sourceMappingURL=quarantine.js.map
