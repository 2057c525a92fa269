/** Names of control groups: they tell the job and the state directory, of which a machine may have several. */
import { statSync } from 'node:fs';
import { hasErrno } from '../../base/errors.js';
import { syscalls } from '../../native/syscalls.js';
import { tryLock } from '../state/jobs.js';
import { isHeld as isHeldInQuarantine } from '../state/quarantine.js';

const NAME_PATTERN = /^(j-[0-9a-z]{14})\.([0-9a-z]+-[0-9a-z]+)$/;
export function groupName(home, id) {
  return `${id}.${tagOf(home)}`;
}
/** Device and inode of the directory with the jobs: the same by whatever path it is reached. */
function tagOf(home) {
  const { dev, ino } = statSync(home.jobs, { bigint: true });
  return `${dev.toString(36)}-${ino.toString(36)}`;
}
/** Removes the groups that killed runners left: those of this state directory whose job nobody holds. */
export async function sweepGroups(home, groups) {
  const tag = tagOf(home);
  for (const name of groups.listNames()) {
    const [, id, owner] = NAME_PATTERN.exec(name) ?? [];
    if (id === undefined || owner !== tag || isHeld(home, id)) continue;
    await groups.sweep(name).catch(() => undefined); // the next start tries again
  }
}
function isHeld(home, id) {
  if (isHeldInQuarantine(home, id)) return true;
  try {
    const lock = tryLock(home, id);
    if (lock === undefined) return true;
    syscalls.close(lock);
    return false;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return false; // a job's directory is made before its group
    throw error;
  }
}
//# sourceMappingURL=groups.js.map
