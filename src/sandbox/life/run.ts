/**
 * The life of a job, the one place where the parts are joined:
 *
 *   resolve what is asked -> take ids and a directory -> make the writable places -> launch through the keeper ->
 *   pump its streams -> end it at exit, timeout, limit or cancellation -> read what it changed -> record it as kept
 *
 * A step that fails before the command has started leaves nothing behind and throws. From then on there is an
 * outcome, whatever the command does; unless it does not come to rest, which is LAYOVER_QUARANTINED.
 */
import { measured, type Timeline } from '../../base/timeline.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { resolveSpec } from '../definition/resolve.js';
import type { RunSpec } from '../definition/spec.js';
import { receiptOf, usageOf } from '../limits/account.js';
import type { Machine } from '../machine.js';
import { type JobRecord, writeRecord } from '../state/job-record.js';
import { fitLowers } from '../view/fit-lowers.js';
import { orderMounts } from '../view/mount-order.js';
import { type MadePlaces, makePlaces } from '../view/places.js';
import { areUntouched } from '../view/untouched.js';
import { planView } from '../view/view.js';
import type { Ahead } from './ahead.js';
import { tryWays } from './attempt.js';
import { explainDescriptors } from './explain.js';
import { describeJail, HeldJob } from './held-job.js';
import { sandboxOf } from './job-again.js';
import { launch } from './launch.js';
import { bringHome, NOTHING_DONE, readUppers } from './read-uppers.js';
import { abandonJob, type JobMeans, type JobPlan, type JobSetup } from './setup.js';
import { takeMeans } from './take-means.js';

/** Runs a command to its end. The job is on disk when this returns, and its lock is free. */
export async function runJob(spec: RunSpec, machine: Machine, helps: Helps = {}): Promise<JobRecord> {
  try {
    return await resolveAndRun(spec, machine, helps);
  } catch (error) {
    throw explainDescriptors(error);
  }
}

export interface Helps {
  readonly timeline?: Timeline | undefined;
  /** What was made ready, and is to be: without it every job makes all it needs. */
  readonly ahead?: Ahead<HeldJob> | undefined;
}

async function resolveAndRun(
  spec: RunSpec,
  machine: Machine,
  { timeline, ahead }: Helps,
): Promise<JobRecord> {
  spec.signal?.throwIfAborted();
  await measured(timeline, 'keeper', () => machine.keeper()); // finds out which ids there are
  const resolved = await measured(timeline, 'resolve', async () =>
    fitLowers(await resolveSpec(spec, machine), machine, spec),
  );
  const view = measured(timeline, 'plan view', () => planView(resolved.view));
  // Until the job has ended and its record names them.
  const { lowers, places = [] } = resolved.view;
  using _lease = new LayerLease(machine.home.store, [...lowers, ...places.flatMap((place) => place.lowers)]);
  const { mustUseKernel, required } = resolved;
  return await tryWays({ ...spec, mustUseKernel, required }, async (way, fallbacks) => {
    const plan: JobPlan = { spec, resolved, view, machine, way, fallbacks, timeline };
    if (ahead === undefined) return await runFresh(plan).finally(() => machine.prepareNext());
    return await runAhead(plan, ahead);
  });
}

/** In what was made ready, where it fits; and has as much made ready for the next one like it. */
async function runAhead(plan: JobPlan, ahead: Ahead<HeldJob>): Promise<JobRecord> {
  const { machine } = plan;
  const key = describeJail(plan);
  machine.endQuiet();
  const held = key === undefined ? undefined : ahead.take(key);
  const record = held === undefined ? await runFresh(plan) : await runWith(plan, held.means, held);
  if (key === undefined) machine.prepareNext();
  else machine.prepareNext(() => ahead.prepare(key, () => HeldJob.make(plan, key)));
  return record;
}

async function runFresh(plan: JobPlan): Promise<JobRecord> {
  return await runWith(plan, await takeMeans(plan));
}

async function runWith(plan: JobPlan, means: JobMeans, held?: HeldJob): Promise<JobRecord> {
  const { ids, directory, place } = means;
  try {
    const record = await runInDirectory({ ...plan, ...means }, held);
    place.drop();
    ids.release();
    // Unlocked, not just closed: the keeper has a copy, and for a moment each init that it starts meanwhile.
    syscalls.flock(directory.lock, 'unlock');
    return record;
  } catch (error) {
    ids.giveUp();
    throw await abandonJob(error, { ...means, machine: plan.machine });
  } finally {
    syscalls.close(directory.lock);
  }
}

// A job that takes longer than this hides the start of whoever reads its changes; a shorter one may not need it.
const WARM_AFTER_MS = 40;

async function runInDirectory(setup: JobSetup, held: HeldJob | undefined): Promise<JobRecord> {
  const { machine, view, directory, resolved, timeline } = setup;
  const made = held?.made ?? (await measured(timeline, 'uppers', () => makeUppers(setup)));
  const warming = setTimeout(() => void machine.trees().catch(() => undefined), WARM_AFTER_MS);
  const prepared = { mounts: orderMounts(made.mounts, view.mounts), parts: made.parts, held };
  const { end, outcome } = await launch(setup, prepared).finally(() => clearTimeout(warming));
  const { mountPoints } = view;
  const isUntouched = measured(timeline, 'look at uppers', () => areUntouched(made.parts, made.upperRoots));
  const parts = await bringHome(setup, made.parts);
  const read = isUntouched
    ? NOTHING_DONE
    : await measured(timeline, 'diff', () => readUppers(setup, parts, mountPoints));
  const usage = usageOf(end, setup.limits.usage);
  const record: JobRecord = {
    id: directory.id,
    createdAt: new Date().toISOString(),
    command: resolved.command,
    outcome: read.cut ?? outcome,
    usage,
    changes: read.changes,
    isUntouched,
    receipt: receiptOf(setup, read.quiescence, usage),
    parts,
    mountPoints,
    sandbox: sandboxOf(setup.spec, resolved, view),
    ...(resolved.rules && { rules: resolved.rules }),
  };
  measured(timeline, 'record', () => writeRecord(directory.path, record));
  return record;
}

function makeUppers({ machine, way, view, ids, place }: JobSetup): Promise<MadePlaces> {
  const context = { mode: machine.mode, idMap: ids.idMap };
  const trees = (): ReturnType<Machine['trees']> => machine.trees();
  return makePlaces({ places: view.places, jobPath: place.path, driver: way.driver, context, trees });
}
