/**
 * A cgroup2 group in which this process may make others (cgroups(7), "Delegating a hierarchy"): the root of the
 * hierarchy for root, the own unit for a user. Controllers are enabled for its children, which the kernel refuses
 * while the group itself holds processes. Where all of them are ours they move into a leaf; others are left alone.
 */
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hasErrno, messageOf } from '../../base/errors.js';
import { makeUnlessThere, removeIfEmpty } from './directories.js';
import { readProcesses, readText, writeValue } from './files.js';
import { OWN_GROUP } from './group.js';
import { V2_CONTROLLERS } from './v2.js';

/** Where a runner's own processes go to make room. */
const RUNNER_GROUP = 'layover-runner';
export const DELEGATE = 'systemd-run --user --scope -p Delegate=yes layover ...';
/** Tries `path`, making and enabling what is needed; a refusal where no directory can be made there at all. */
export function openV2Base(path) {
  const base = basename(path) === RUNNER_GROUP ? dirname(path) : path;
  try {
    accessSync(base, constants.W_OK); // ours may be there already, and another user's
    makeUnlessThere(join(base, OWN_GROUP));
    accessSync(join(base, OWN_GROUP), constants.W_OK);
  } catch (error) {
    return refuse(base, error);
  }
  const refusals = new Map();
  const controllers = new Set();
  for (const name of V2_CONTROLLERS) {
    const refusal = enable(base, name);
    if (refusal === undefined) controllers.add(name);
    else refusals.set(name, refusal);
  }
  removeIfEmpty(join(base, OWN_GROUP)); // made again, with what has been found, for the first job
  return { path: base, controllers, refusals };
}
function enable(base, controller) {
  if (!wordsOf(base, 'cgroup.controllers').includes(controller)) {
    const remedy = `${DELEGATE} (as root: boot with systemd.unified_cgroup_hierarchy=1)`;
    return { reason: `${base} has no controller ${controller}`, remedy };
  }
  if (wordsOf(base, 'cgroup.subtree_control').includes(controller)) return undefined;
  try {
    enableMakingRoom(base, controller);
    return undefined;
  } catch (error) {
    return refuse(base, error);
  }
}
function enableMakingRoom(base, controller) {
  try {
    writeValue(base, 'cgroup.subtree_control', `+${controller}`);
  } catch (error) {
    if (!hasErrno(error, 'EBUSY') || !makeRoom(base)) throw error;
    writeValue(base, 'cgroup.subtree_control', `+${controller}`);
  }
}
/** Moves this runner's processes to a leaf; false, and nothing done, where others are there. */
function makeRoom(base) {
  const pids = readProcesses(base);
  if (!pids.every(isOurs)) return false;
  const leaf = join(base, RUNNER_GROUP);
  mkdirSync(leaf, { recursive: true });
  for (const pid of pids) writeValue(leaf, 'cgroup.procs', pid);
  return true;
}
/** This process, or one below it. */
function isOurs(pid) {
  for (let at = pid; at > 1; at = parentOf(at)) if (at === process.pid) return true;
  return false;
}
function parentOf(pid) {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // gone: nobody's
  }
}
function wordsOf(base, file) {
  return (readText(base, file) ?? '').split(/\s+/);
}
function refuse(base, error) {
  const errno = error instanceof Error && 'code' in error ? String(error.code) : messageOf(error);
  const what = errno === 'EBUSY' ? 'holds processes that are not ours' : `says ${errno}`;
  return { reason: `the control group ${base} ${what}`, remedy: DELEGATE };
}
//# sourceMappingURL=delegation.js.map
