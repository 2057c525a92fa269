/** The directories of control groups: made below our own, removed when empty. */
import { mkdirSync, readdirSync, rmdirSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hasErrno, LayoverError } from '../../base/errors.js';
import { readProcesses, tryWrite } from './files.js';

const MAKE_ATTEMPTS = 5;
/**
 * Makes `directory` in our own group, which is made where it is missing; `prepare` then readies that one. Another
 * runner that ends takes our own group away with its last job, so this may take more than one attempt.
 */
export function makeDirectory(directory, prepare = () => undefined) {
  const own = dirname(directory);
  for (let attempt = 1; ; attempt += 1) {
    try {
      makeUnlessThere(own);
      prepare(own);
      mkdirSync(directory);
      return;
    } catch (error) {
      if (!hasErrno(error, 'ENOENT') || attempt === MAKE_ATTEMPTS) throw error;
    }
  }
}
/** Whether it was made just now. */
export function makeUnlessThere(directory) {
  try {
    mkdirSync(directory);
    return true;
  } catch (error) {
    if (hasErrno(error, 'EEXIST')) return false;
    throw error;
  }
}
/** False while it holds a process or another group, or is another user's. */
export function removeIfEmpty(directory) {
  try {
    rmdirSync(directory);
    return true;
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return true;
    if (hasErrno(error, 'EBUSY', 'ENOTEMPTY', 'EACCES', 'EPERM')) return false;
    throw error;
  }
}
// The last process has been reaped before anybody asks; the kernel lets go of it a moment later.
const SLICE_MS = 1;
const PATIENCE_MS = 10_000;
/** What a killed runner left is empty, or held by something that only a reboot ends. */
export const SWEEP_PATIENCE_MS = 500;
/** Sees each group empty and removes it; what still runs there is killed where the kernel has cgroup.kill. */
export async function removeAll(directories, patienceMs = PATIENCE_MS) {
  const deadline = Date.now() + patienceMs;
  for (const directory of directories) {
    for (let slice = SLICE_MS; !removeIfEmpty(directory); slice = Math.min(slice * 2, 100)) {
      if (Date.now() > deadline) throw notEmpty(directory);
      for (const one of directories) tryWrite(one, 'cgroup.kill', 1);
      await delay(slice);
    }
  }
}
function notEmpty(directory) {
  const pids = readProcesses(directory);
  return new LayoverError(
    'LAYOVER_QUARANTINED',
    `Processes of the job ${basename(directory)} do not end: ${pids.slice(0, 10).join(', ') || 'none is named'}`,
    {
      hint: 'They wait in the kernel, as for a disk or a server that does not answer. What they wrote is not read.',
    },
  );
}
export function listNames(own) {
  try {
    return readdirSync(own, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'EACCES')) return [];
    throw error;
  }
}
//# sourceMappingURL=directories.js.map
