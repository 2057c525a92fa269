/** Another command in a kept job's own sandbox, over what it has changed so far. */
import { LayoverError } from '../../base/errors.js';
import type { DiskPlan } from '../../jail/limits/disk.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { RunSpec } from '../definition/spec.js';
import { openDiskPlace } from '../limits/disk-place.js';
import { JobLimits } from '../limits/job-limits.js';
import type { Machine } from '../machine.js';
import { type JobRecord, writeRecord } from '../state/job-record.js';
import { getRecord, type JobDirectory, lockKept } from '../state/jobs.js';
import { isQuarantine, quarantineJob } from '../state/quarantine.js';
import { orderMounts } from '../view/mount-order.js';
import { reopenPlaces } from '../view/places.js';
import { driverNamed } from './attempt.js';
import { resolveAgain } from './job-again.js';
import { launch } from './launch.js';
import { readUppers } from './read-uppers.js';
import type { JobSetup } from './setup.js';

/** How the further command ended, and the job with the changes of both. */
export interface Resumed {
  readonly record: JobRecord;
  readonly outcome: JobRecord['outcome'];
}

/** Nobody reads, commits or discards the job meanwhile. What it printed first stays its log. */
export async function resumeJob(id: string, spec: RunSpec, machine: Machine): Promise<Resumed> {
  await machine.keeper();
  await getRecord(machine.home, id);
  const directory = lockKept(machine.home, id);
  try {
    const record = await getRecord(machine.home, id); // as it is now that nobody else changes it
    return await runAgain(record, directory, { spec, machine });
  } finally {
    syscalls.close(directory.lock);
  }
}

interface Request {
  readonly spec: RunSpec;
  readonly machine: Machine;
}

async function runAgain(
  record: JobRecord,
  directory: JobDirectory,
  { spec, machine }: Request,
): Promise<Resumed> {
  const { sandbox } = record;
  if (sandbox === undefined) throw noSandbox(record.id);
  const asked = await resolveAgain(withLimitsOf(record, spec), sandbox, machine);
  const resolved = { ...asked, disk: watchedDisk(record, asked) };
  using _lease = new LayerLease(machine.home.store, resolved.view.lowers);
  const way = driverNamed(record.receipt.driver, record.receipt.layersBy);
  const ids = machine.takeIds(resolved.user);
  let limits: JobLimits | undefined;
  try {
    limits = await JobLimits.open(resolved, machine, directory);
    const place = await openDiskPlace({ machine, resolved, directory });
    const base = { spec, resolved, view: sandbox.view, machine, way, ids, directory, limits, place };
    const resumed = await launchAgain(record, { ...base, fallbacks: [], logs: 'shell' });
    ids.release();
    return resumed;
  } catch (error) {
    ids.giveUp();
    if (!isQuarantine(error)) throw error;
    limits?.stopWatching();
    throw quarantineJob(machine.home, record.id, error);
  } finally {
    await limits?.end().catch(() => undefined);
  }
}

/** What the job might take at once, the command may. Not its time and output, nor the disk, which may be full of it. */
function withLimitsOf({ receipt }: JobRecord, spec: RunSpec): RunSpec {
  const { memoryBytes, cpus, pids, files } = receipt.limits;
  const same = { memory: memoryBytes?.value, cpus: cpus?.value, pids: pids?.value, files: files?.value };
  return { ...spec, limits: { ...same, ...spec.limits } };
}

/** What the job left lies in its own directory, on no file system of a fixed size: where that is required, refused. */
function watchedDisk({ receipt }: JobRecord, asked: ResolvedSpec): DiskPlan {
  const { diskBytes, inodes } = receipt.limits;
  const wasHard = [diskBytes, inodes].some((limit) => limit?.kind === 'hard');
  if (asked.disk.by === 'watch' && !wasHard) return asked.disk;
  const reason = 'what a kept job left lies in its own directory, where the disk is only watched';
  return { by: 'watch', fallback: { wanted: 'a limit of disk', used: 'a look from time to time', reason } };
}

async function launchAgain(record: JobRecord, setup: JobSetup): Promise<Resumed> {
  const { machine, directory, view, way, ids } = setup;
  const { parts, mountPoints } = record;
  // A layer made of them has the same inodes, and never changes.
  const roots = parts.map(({ upper }) => upper);
  await (await machine.trees()).run('ownTrees', { roots }, { signal: setup.spec.signal });
  const mounts = reopenPlaces(view.places, {
    jobPath: directory.path,
    trash: machine.home.trash,
    driver: way.driver,
    context: { mode: machine.mode, idMap: ids.idMap },
  });
  const { outcome } = await launch(setup, { mounts: orderMounts(mounts, view.mounts), parts });
  const { changes, cut } = await readUppers(setup, parts, mountPoints);
  const changed = { ...record, changes, isUntouched: false };
  writeRecord(directory.path, changed);
  return { record: changed, outcome: cut ?? outcome };
}

function noSandbox(id: string): LayoverError {
  return new LayoverError('LAYOVER_UNSUPPORTED', `Job ${id} has no sandbox that a command could run in`, {
    hint: 'It ran in a thread, or an older layover made it. `layover diff` and `layover commit` work.',
  });
}
