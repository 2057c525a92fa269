/**
 * The life of a job, the one place where the parts are joined:
 *
 *   resolve what is asked -> take ids and a directory -> make the writable places -> launch through the keeper ->
 *   pump its streams -> end it at exit, timeout, limit or cancellation -> read what it changed -> record it as kept
 *
 * A step that fails before the command has started leaves nothing behind and throws. From then on there is an
 * outcome, whatever the command does; unless it does not come to rest, which is LAYOVER_QUARANTINED.
 */
import { constants } from 'node:os';
import { join } from 'node:path';
import { hostPath } from '../../base/bytes-path.js';
import { measured, type Timeline } from '../../base/timeline.js';
import type { JobIds } from '../../jail/id-map.js';
import type { LaunchEnd, Launched } from '../../jail/keeper.js';
import type { Outcome } from '../../jail/outcome.js';
import type { LaunchSpec } from '../../jail/protocol.js';
import type { Fallback } from '../../jail/receipt.js';
import type { CommandEnd } from '../../jail/reply.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import type { Mount } from '../../overlay/mount.js';
import type { Part } from '../../overlay/part.js';
import { type ResolvedSpec, resolveSpec } from '../definition/resolve.js';
import { GRACE_MS, PATIENCE_MS, type RunningJob, type RunSpec } from '../definition/spec.js';
import { receiptOf, usageOf } from '../limits/account.js';
import { type DiskPlace, openDiskPlace } from '../limits/disk-place.js';
import { type DiskSource, JobLimits } from '../limits/job-limits.js';
import type { Machine } from '../machine.js';
import { type JobRecord, writeRecord } from '../state/job-record.js';
import { type JobDirectory, moveToTrash } from '../state/jobs.js';
import { isQuarantine, notAtRest, quarantineJob } from '../state/quarantine.js';
import { fitLowers } from '../view/fit-lowers.js';
import { orderMounts } from '../view/mount-order.js';
import { makePlaces } from '../view/places.js';
import { areUntouched } from '../view/untouched.js';
import { planView, type ViewPlan } from '../view/view.js';
import { tryWays, type Way } from './attempt.js';
import { Ending, type EndReason } from './ending.js';
import { explainDescriptors, explainFailure } from './explain.js';
import { sandboxOf } from './job-again.js';
import { bringHome, NOTHING_DONE, readUppers } from './read-uppers.js';
import { type JobStreams, PipeStreams, type StreamsRequest } from './streams.js';
import { TerminalStreams } from './terminal.js';

/** Runs a command to its end. The job is on disk when this returns, and its lock is free. */
export async function runJob(spec: RunSpec, machine: Machine, timeline?: Timeline): Promise<JobRecord> {
  try {
    return await resolveAndRun(spec, machine, timeline);
  } catch (error) {
    throw explainDescriptors(error);
  }
}

async function resolveAndRun(spec: RunSpec, machine: Machine, timeline?: Timeline): Promise<JobRecord> {
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
    const ids = measured(timeline, 'ids', () => machine.takeIds(resolved.user));
    const directory = await measured(timeline, 'job directory', () => machine.takeDirectory());
    let limits: JobLimits | undefined;
    let place: DiskPlace | undefined;
    try {
      limits = await measured(timeline, 'control group', () => JobLimits.open(resolved, machine, directory));
      place = await openDiskPlace({ machine, resolved, directory });
      const given = { spec, resolved, view, machine, way, fallbacks, ids, directory, limits, place };
      const record = await runInDirectory({ ...given, timeline });
      place.drop();
      ids.release();
      // Unlocked, not just closed: the keeper has a copy, and for a moment each init that it starts meanwhile.
      syscalls.flock(directory.lock, 'unlock');
      return record;
    } catch (error) {
      ids.giveUp();
      throw await abandonJob(error, { machine, directory, limits, place });
    } finally {
      syscalls.close(directory.lock);
      machine.prepareDirectory();
    }
  });
}

export type AbandonedJob = Pick<JobSetup, 'machine' | 'directory'> & {
  readonly limits: JobLimits | undefined;
  readonly place: DiskPlace | undefined;
};

/** Leaves nothing of it behind but what must not be touched; the error to throw. */
export async function abandonJob(
  error: unknown,
  { machine, directory, limits, place }: AbandonedJob,
): Promise<unknown> {
  if (isQuarantine(error)) {
    limits?.stopWatching();
    return quarantineJob(machine.home, directory.id, error);
  }
  place?.drop();
  moveToTrash(machine.home, directory.id);
  await limits?.end();
  return error;
}

export interface JobSetup {
  readonly spec: RunSpec;
  readonly resolved: ResolvedSpec;
  readonly view: ViewPlan;
  readonly machine: Machine;
  readonly way: Way;
  readonly fallbacks: readonly Fallback[];
  readonly ids: JobIds;
  readonly directory: JobDirectory;
  readonly limits: JobLimits;
  readonly place: DiskPlace;
  /** The folder for what it prints; default `log`. */
  readonly logs?: string;
  readonly timeline?: Timeline | undefined;
}

// A job that takes longer than this hides the start of whoever reads its changes; a shorter one may not need it.
const WARM_AFTER_MS = 40;

async function runInDirectory(setup: JobSetup): Promise<JobRecord> {
  const { machine, way, view, ids, directory, resolved, place, timeline } = setup;
  const context = { mode: machine.mode, idMap: ids.idMap };
  const trees = (): ReturnType<Machine['trees']> => machine.trees();
  const request = { places: view.places, jobPath: place.path, driver: way.driver, context, trees };
  const made = await measured(timeline, 'uppers', () => makePlaces(request));
  const warming = setTimeout(() => void machine.trees().catch(() => undefined), WARM_AFTER_MS);
  const { end, outcome } = await launch(setup, {
    mounts: orderMounts(made.mounts, view.mounts),
    parts: made.parts,
  }).finally(() => clearTimeout(warming));
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

interface Ended {
  readonly end: CommandEnd | undefined;
  readonly outcome: Outcome;
}

interface Prepared {
  readonly mounts: readonly Mount[];
  readonly parts: readonly Part[];
}

/** Runs the command in its view, and ends it. */
export async function launch(setup: JobSetup, { mounts, parts }: Prepared): Promise<Ended> {
  const { spec, resolved, machine, directory, limits, ids, place, timeline } = setup;
  const ending = new Ending({ outputBytes: resolved.limits.outputBytes, signal: spec.signal });
  const streams = measured(timeline, 'streams', () => openStreams(setup, ending));
  try {
    const keeper = await machine.keeper();
    const locks = [directory.lock, ...(ids.lock === undefined ? [] : [ids.lock])];
    const launched = measured(timeline, 'request', () =>
      keeper.launch(launchSpec(setup, mounts), { ...streams.ends, locks }),
    );
    streams.closeJobEnds();
    machine.prepareNextDirectory();
    ending.start((signal) => launched.signal(signal));
    limits.watch(ending, { fd: directory.lock, measure: measurerOf(machine, parts) }, place);
    const pumped = streams.pump();
    pumped.catch(() => undefined); // awaited once the job has ended; until then nobody else may see it fail
    spec.onStart?.(runningJob(directory.id, launched, streams));
    const end = await measured(timeline, 'job', () => launched.ended);
    timeline?.add(...launched.steps);
    if (end.kind === 'stuck') throw notAtRest(describeStuck(limits));
    await measured(timeline, 'end of limits', () => limits.end(place));
    await measured(timeline, 'rest of output', () => streams.finish(pumped));
    return judgeEnd(end, ending.reason, limits);
  } finally {
    ending.stop();
    streams.destroy();
  }
}

export function describeStuck(limits: JobLimits): string {
  const numbers = limits.listProcesses();
  const named = numbers.length === 0 ? '' : ` (${numbers.slice(0, 10).join(', ')})`;
  return `processes of it${named} do not end, ${PATIENCE_MS / 1_000} s after they were killed`;
}

export function measurerOf(machine: Machine, parts: readonly Part[]): DiskSource['measure'] {
  const roots = parts.map(({ upper }) => upper);
  return async (enough) => await (await machine.trees()).run('measure', { roots, enough });
}

export function launchSpec(
  { resolved, machine, way, ids, spec, limits, timeline }: JobSetup,
  mounts: readonly Mount[],
): LaunchSpec {
  return {
    args: resolved.command,
    env: resolved.env,
    cwd: resolved.cwd,
    hostname: resolved.hostname,
    idMap: ids.idMap,
    user: resolved.user,
    attachPoint: hostPath(machine.home.attach),
    layerId: ids.layerId,
    mounts,
    network: resolved.network,
    hasTerminal: spec.terminal !== undefined,
    mapsLayers: machine.mode === 'root',
    layersBy: way.layersBy,
    filter: resolved.filter,
    usesLandlock: resolved.landlockAbi > 0,
    confinement: limits.confinement,
    isProfiled: timeline !== undefined,
    end: { timeoutMs: resolved.limits.timeoutMs, graceMs: GRACE_MS, patienceMs: PATIENCE_MS },
  };
}

function openStreams({ spec, directory, logs = 'log' }: JobSetup, ending: Ending): JobStreams {
  const request: StreamsRequest = {
    stdin: spec.stdin,
    mask: spec.mask ?? [],
    stdout: spec.stdout,
    stderr: spec.stderr,
    logFolder: join(directory.path, logs),
    onOutput: (bytes) => ending.countOutput(bytes),
    onReaderGone: () => ending.readerGone(),
    onLogFailed: (notice) => spec.onNotice?.(notice),
  };
  return spec.terminal === undefined ? new PipeStreams(request) : new TerminalStreams(request, spec.terminal);
}

function runningJob(id: string, launched: Launched, streams: JobStreams): RunningJob {
  return {
    id,
    signal: (signal) => launched.signal(constants.signals[signal]),
    resize: (size) => {
      if (streams instanceof TerminalStreams) streams.resize(size);
    },
  };
}

export function judgeEnd(
  end: Exclude<LaunchEnd, { kind: 'stuck' }>,
  reason: EndReason | undefined,
  limits: JobLimits,
): Ended {
  if (end.kind === 'failed') {
    if (end.step !== 'exec') throw explainFailure(end);
    return {
      end: undefined,
      outcome: { kind: 'not-started', code: 'LAYOVER_SETUP', step: end.step, errno: end.errno },
    };
  }
  return { end: end.end, outcome: reason ?? limits.judge(end.end) };
}
