import { accessSync, constants, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasErrno } from '../../base/errors.js';
import { openV2Base } from './delegation.js';
import { removeIfEmpty } from './directories.js';
import { OWN_GROUP } from './group.js';
import { readHierarchies } from './hierarchies.js';
import { NoGroups } from './none.js';
import { V1_CONTROLLERS, V1Groups } from './v1.js';
import { V2Groups } from './v2.js';
/**
 * Finds where this process can make groups: cgroup2 where it has any controller for us, else v1, else none. Root
 * makes them at the root of a hierarchy, where the next runner finds what a killed one left; a user in its own unit.
 */
export async function openGroups(mode) {
  return chooseGroups(await readHierarchies(), mode);
}
/** The same for hierarchies that are known. */
export function chooseGroups(hierarchies, mode) {
  const unified = findPlace(hierarchies, mode, ({ version }) => version === 2);
  const base = unified === undefined ? NO_CGROUP2 : openV2Base(unified);
  if (isBase(base) && base.controllers.size > 0) return new V2Groups(base);
  const bases = findV1Bases(hierarchies, mode, base);
  return bases.controllers.size === 0 && !isBase(base) ? new NoGroups(base) : new V1Groups(bases);
}
function isBase(base) {
  return 'controllers' in base;
}
function findV1Bases(hierarchies, mode, base) {
  const controllers = new Map();
  const refusals = new Map(isBase(base) ? base.refusals : []);
  for (const name of V1_CONTROLLERS) {
    const place = findPlace(hierarchies, mode, (one) => one.version === 1 && one.controllers.includes(name));
    if (place === undefined) continue;
    if (canMakeIn(place)) controllers.set(name, place);
    else refusals.set(name, { reason: `no group can be made in ${place}`, remedy: 'run as root' });
  }
  return { controllers, unified: isBase(base) ? base.path : undefined, refusals };
}
function findPlace(hierarchies, mode, isWanted) {
  const found = hierarchies.find(isWanted);
  return mode === 'root' ? found?.mountPoint : found?.path;
}
const NO_CGROUP2 = {
  reason: 'no control group of this process is visible',
  remedy: 'mount -t cgroup2 none /sys/fs/cgroup (docker run --cgroupns private)',
};
function canMakeIn(place) {
  const own = join(place, OWN_GROUP);
  try {
    accessSync(place, constants.W_OK);
    mkdirSync(own, { recursive: true });
    removeIfEmpty(own);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EACCES', 'EPERM', 'EROFS', 'ENOENT')) return false;
    throw error;
  }
}
//# sourceMappingURL=open.js.map
