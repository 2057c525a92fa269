/** Control groups: a directory of our own is made in each hierarchy, below this process's own group, and removed. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrno, messageOf } from '../../base/errors.js';
import { readHierarchies } from '../../jail/limits/hierarchies.js';

const GROUP = 'limits';
/** What each controller is for; `kill` is the unified hierarchy's own, and v1's freezer the next best. */
const CONTROLLERS = [
  { name: 'memory', affects: 'limits of memory' },
  { name: 'pids', affects: 'limits of processes' },
  { name: 'cpu', affects: 'limits of processor time' },
];
export async function checkLimits() {
  const hierarchies = await readHierarchies();
  const unified = await checkUnified(hierarchies.find(({ version }) => version === 2));
  const old = await Promise.all(
    [...CONTROLLERS.map(({ name }) => name), 'freezer'].map((name) => checkController(name, hierarchies)),
  );
  return [unified.check, ...old].map((check) => addAffects(check, unified.controllers, old));
}
async function checkUnified(hierarchy) {
  const check = { name: 'cgroup v2', group: GROUP };
  const [failure, controllers] = await tryGroup(hierarchy);
  if (failure) return { check: { ...check, status: 'missing', ...failure }, controllers: [] };
  const wanted = CONTROLLERS.map(({ name }) => name).filter((name) => controllers.includes(name));
  const place = `made a group in ${hierarchy?.mountPoint ?? ''}`;
  if (wanted.length === CONTROLLERS.length)
    return { check: { ...check, status: 'ok', detail: `${place}; ${wanted.join(', ')}` }, controllers };
  const has = wanted.length === 0 ? 'no controllers' : `only ${wanted.join(', ')}`;
  const remedy = wanted.length === 0 ? 'boot with systemd.unified_cgroup_hierarchy=1' : DELEGATION;
  return { check: { ...check, status: 'limited', detail: `${place}; ${has}`, remedy }, controllers };
}
async function checkController(name, hierarchies) {
  const check = { name: `cgroup v1 ${name}`, group: GROUP };
  const hierarchy = hierarchies.find(
    ({ version, controllers }) => version === 1 && controllers.includes(name),
  );
  if (hierarchy === undefined) return { ...check, status: 'not-tried', detail: 'not mounted' };
  const [failure] = await tryGroup(hierarchy);
  if (failure) return { ...check, status: 'missing', ...failure };
  return { ...check, status: 'ok', detail: `made a group in ${hierarchy.mountPoint}` };
}
/** Makes a group and removes it; why that failed, and the controllers that are there. */
async function tryGroup(hierarchy) {
  if (hierarchy === undefined)
    return [{ detail: 'no cgroup2 is mounted', remedy: 'mount -t cgroup2 none /sys/fs/cgroup' }, []];
  const { path, mountPoint } = hierarchy;
  if (path === undefined) {
    return [
      {
        detail: `the group of this process is not below ${mountPoint}`,
        remedy: 'docker run --cgroupns private',
      },
      [],
    ];
  }
  await sweepGroups(path);
  const own = join(path, `${OWN_PREFIX}${randomUUID()}`);
  try {
    await mkdir(own);
  } catch (error) {
    return [explainRefusal(error, hierarchy), []];
  }
  try {
    return [undefined, await readControllers(path)];
  } finally {
    await removeGroup(own);
  }
}
const OWN_PREFIX = 'layover-doctor-';
/** Those of doctors that were killed, or of one that runs beside this: nothing is ever in them, and nothing needs them. */
async function sweepGroups(path) {
  const names = await readdir(path).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(OWN_PREFIX)))
    await removeGroup(join(path, name)).catch(() => undefined); // another user's
}
async function removeGroup(path) {
  try {
    await rmdir(path);
  } catch (error) {
    if (!hasErrno(error, 'ENOENT')) throw error;
  }
}
async function readControllers(path) {
  try {
    return (await readFile(join(path, 'cgroup.controllers'), 'utf8')).trim().split(' ');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return []; // v1 has no such file
    throw error;
  }
}
/** Nobody hands v1 groups to unprivileged users: systemd says it is not safe. */
function explainRefusal(error, { mountPoint, version }) {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  const detail = `mkdir(2) in ${mountPoint} says ${errno ?? messageOf(error)}`;
  if (errno === 'EROFS') return { detail, errno, remedy: `mount -o remount,rw ${mountPoint}` };
  return { detail, errno, remedy: version === 2 ? DELEGATION : undefined };
}
const DELEGATION = 'systemd-run --user --scope -p Delegate=yes layover ...';
/** Only a controller that neither version has is missed. */
function addAffects(check, unified, old) {
  if (check.status === 'ok') return check;
  const lost = CONTROLLERS.filter(
    ({ name }) =>
      !unified.includes(name) && !old.some((one) => one.name === `cgroup v1 ${name}` && one.status === 'ok'),
  );
  if (check.name !== 'cgroup v2' || lost.length === 0) return check;
  return { ...check, affects: lost.map(({ affects }) => affects).join(', ') };
}
//# sourceMappingURL=limits.js.map
