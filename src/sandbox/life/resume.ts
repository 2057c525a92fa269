/** Another command in a kept job's own sandbox, over what it has changed so far. */
import { LayoverError } from '../../base/errors.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
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
  const asked = await resolveAgain(spec, sandbox, machine);
  const resolved = { ...asked, disk: { by: 'watch' } as const }; // what it left lies in its own directory
  using _lease = new LayerLease(machine.home.store, resolved.view.lowers);
  const way = driverNamed(record.receipt.driver, record.receipt.layersBy);
  const ids = machine.takeIds(resolved.user);
  const limits = await JobLimits.open(resolved, machine, directory);
  const { view } = sandbox;
  const place = await openDiskPlace({ machine, resolved, directory });
  const base = { spec, resolved, view, machine, way, ids, directory, limits, place };
  const setup = { ...base, fallbacks: [], logs: 'shell' };
  try {
    const resumed = await launchAgain(record, setup);
    ids.release();
    return resumed;
  } catch (error) {
    ids.giveUp();
    if (!isQuarantine(error)) throw error;
    limits.stopWatching();
    throw quarantineJob(machine.home, record.id, error);
  } finally {
    await limits.end().catch(() => undefined);
  }
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
