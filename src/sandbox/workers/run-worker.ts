/**
 * The life of a worker's job: as that of a command (run.ts), but what runs is a function, in a thread of the worker
 * process with the job's view around it. Upper, record, diff and commit are the same.
 */
import { constants } from 'node:os';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { hostPath } from '../../base/bytes-path.js';
import { LayoverError, SetupError } from '../../base/errors.js';
import type { Outcome } from '../../jail/outcome.js';
import type { Fallback } from '../../jail/receipt.js';
import { LayerLease } from '../../layers/lock.js';
import { syscalls } from '../../native/syscalls.js';
import { kernelDriver } from '../../overlay/kernel.js';
import type { Mount } from '../../overlay/mount.js';
import type { Part } from '../../overlay/part.js';
import { CODE_FOLDER } from '../../worker/code-folder.js';
import { type JobCode, resolveCode } from '../../worker/code-roots.js';
import type { ThreadAnswer, ThreadEnd } from '../../worker/messages.js';
import type { StartedJob, ThreadRequest } from '../../worker/worker-host.js';
import { type ResolvedSpec, resolveSpec } from '../definition/resolve.js';
import type { WorkerSpec } from '../definition/worker-spec.js';
import { Ending } from '../life/ending.js';
import { pumpOutput } from '../life/output.js';
import { type CountedChanges, countChanges } from '../life/read-uppers.js';
import { drain } from '../life/streams.js';
import type { Machine } from '../machine.js';
import { type JobRecord, writeRecord } from '../state/job-record.js';
import { type JobDirectory, moveToTrash } from '../state/jobs.js';
import { fitLowers } from '../view/fit-lowers.js';
import { orderMounts } from '../view/mount-order.js';
import { type MadePlaces, makePlaces } from '../view/places.js';
import { areUntouched, NO_CHANGES } from '../view/untouched.js';
import { planView, type ViewPlan } from '../view/view.js';
import { planPortable } from './portable-plan.js';
import { runProcessJob } from './run-process.js';
import { asRunSpec, packParams, RESULT_BYTES_MAX } from './spec-of-worker.js';
import { checkWorkerSpec, mayBePortable, receiptOfWorker, type WorkerKind } from './worker-limits.js';

/** Runs a worker's function to its end. The job is on disk when this returns, and its lock is free. */
export async function runWorkerJob(spec: WorkerSpec, machine: Machine): Promise<JobRecord> {
  spec.signal?.throwIfAborted();
  if (spec.isolation === 'process') return await runProcessJob(spec, machine);
  const code = resolveCode(spec.worker, machine.home.path);
  const params = packParams(spec.params);
  await checkWorkerSpec(spec);
  if (machine.mode === 'rootless' && spec.isolation !== 'portable') await machine.keeper();
  const resolved = await fitLowers(await resolveSpec(asRunSpec(spec, code), machine), machine, spec);
  const view = planView(resolved.view);
  const { lowers, places = [] } = resolved.view;
  using _lease = new LayerLease(machine.home.store, [...lowers, ...places.flatMap((place) => place.lowers)]);
  return await tryKinds(spec, async (kind, fallbacks) => {
    const directory = await machine.takeDirectory();
    try {
      return await runInDirectory({
        spec,
        code,
        params,
        resolved,
        view,
        machine,
        directory,
        kind,
        fallbacks,
      });
    } catch (error) {
      moveToTrash(machine.home, directory.id);
      throw error;
    } finally {
      syscalls.close(directory.lock);
      machine.prepareNext();
    }
  });
}

/** A thread of its own view first; where that cannot be made, the portable one, and never silently. */
async function tryKinds<T>(
  spec: WorkerSpec,
  run: (kind: WorkerKind, fallbacks: readonly Fallback[]) => Promise<T>,
): Promise<T> {
  const { isolation = 'auto', onNotice } = spec;
  if (isolation === 'thread' || isolation === 'portable') return await run(isolation, []);
  try {
    return await run('thread', []);
  } catch (error) {
    if (!(error instanceof SetupError) || error.step === 'working-directory') throw error;
    if (!(await mayBePortable(spec))) throw error;
    onNotice?.(`no view can be mounted for a thread here (${error.message}); using the portable runner`);
    const fallback = {
      wanted: 'a view mounted for the thread',
      used: 'the portable runner',
      reason: error.message,
    };
    return await run('portable', [fallback]);
  }
}

interface WorkerSetup {
  readonly spec: WorkerSpec;
  readonly code: JobCode;
  readonly params: Uint8Array;
  readonly resolved: ResolvedSpec;
  readonly view: ViewPlan;
  readonly machine: Machine;
  readonly directory: JobDirectory;
  readonly kind: WorkerKind;
  readonly fallbacks: readonly Fallback[];
}

async function runInDirectory(setup: WorkerSetup): Promise<JobRecord> {
  const { machine, view, directory, resolved } = setup;
  const trees = (): ReturnType<Machine['trees']> => machine.trees();
  // A portable upper has the marks of a user, whoever the caller is: no privilege is needed to leave them.
  const mode = setup.kind === 'portable' ? 'rootless' : machine.mode;
  const context = { mode, idMap: '' } as const;
  const lowerMarks = machine.mode === 'root' ? ('trusted' as const) : ('user' as const);
  const places = await makePlaces({
    places: view.places,
    jobPath: directory.path,
    driver: kernelDriver,
    context,
    trees,
  });
  const parts =
    setup.kind === 'portable' ? places.parts.map((part) => ({ ...part, lowerMarks })) : places.parts;
  const { outcome, answer } = await runThread(setup, {
    mounts: orderMounts(places.mounts, view.mounts),
    parts,
  });
  const { cut, ...read } = await readSummary({ ...places, parts }, setup);
  const record: JobRecord = {
    id: directory.id,
    createdAt: new Date().toISOString(),
    command: resolved.command,
    outcome: cut ?? outcome,
    usage: { wallMs: Math.round(answer.wallMs) }, // a thread shares the rest with its process
    ...read,
    receipt: receiptOfWorker(setup, answer.leaks),
    parts,
    mountPoints: view.mountPoints,
    ...(resolved.rules && { rules: resolved.rules }),
  };
  writeRecord(directory.path, record);
  return record;
}

async function readSummary(
  { parts, upperRoots }: MadePlaces,
  { machine, directory, spec, view: { mountPoints } }: WorkerSetup,
): Promise<CountedChanges & Pick<JobRecord, 'isUntouched'>> {
  const isUntouched = areUntouched(parts, upperRoots);
  if (isUntouched) return { isUntouched, changes: NO_CHANGES };
  const trees = await machine.trees();
  const input = { parts, mountPoints, recordIn: hostPath(directory.path) };
  return { isUntouched, ...(await countChanges(trees, input, spec)) };
}

interface Ended {
  readonly outcome: Outcome;
  readonly answer: ThreadAnswer;
}

interface PreparedView {
  readonly mounts: readonly Mount[];
  readonly parts: readonly Part[];
}

async function runThread(setup: WorkerSetup, { mounts, parts }: PreparedView): Promise<Ended> {
  const { spec, params, resolved, machine, directory } = setup;
  const { timeoutMs, outputBytes, memoryBytes } = resolved.limits;
  const host = await machine.workers();
  const ending = new Ending({ outputBytes, signal: spec.signal });
  const started = await host.start({
    mounts,
    cwd: resolved.cwd,
    env: resolved.env,
    ...codeAndPlan(setup, parts),
    params,
    resultBytesMax: RESULT_BYTES_MAX,
    heapBytes: memoryBytes,
    timeoutMs,
    network: resolved.network,
  });
  try {
    ending.start((signal) => (signal === constants.signals.SIGKILL ? started.terminate() : started.abort()));
    const pumped = pump(setup, { started, ending });
    pumped.catch(() => undefined); // awaited once the job has ended
    spec.onStart?.({
      id: directory.id,
      signal: (signal) => interrupt(started, signal),
      resize: () => undefined,
    });
    const answer = await started.answered.catch((error: unknown) => answerOfDeath(error));
    await drain(pumped, () => started.discardOutput());
    return { answer, outcome: ending.reason ?? outcomeOf(answer.end) };
  } finally {
    ending.stop();
  }
}

/** A portable thread loads code from where it is on the host. */
function codeAndPlan(
  { kind, code, view, directory, machine }: WorkerSetup,
  parts: readonly Part[],
): Pick<ThreadRequest, 'module' | 'portable'> {
  if (kind === 'thread') return { module: code.module, portable: undefined };
  const portable = planPortable({
    parts,
    mounts: view.mounts,
    jobPath: directory.path,
    codeRoots: code.roots,
    lowerMarks: machine.mode === 'root' ? 'trusted' : 'user',
  });
  const file = code.module.file.slice(CODE_FOLDER.length);
  return { module: { ...code.module, file }, portable };
}

function interrupt(started: StartedJob, signal: NodeJS.Signals): void {
  if (signal === 'SIGKILL') started.terminate();
  else started.abort();
}

async function pump(
  { spec, directory }: WorkerSetup,
  { started, ending }: { started: StartedJob; ending: Ending },
): Promise<void> {
  const route = {
    mask: spec.mask,
    logFolder: join(directory.path, 'log'),
    onOutput: (bytes: number) => ending.countOutput(bytes),
    onReaderGone: () => started.discardOutput(),
    onLogFailed: (notice: string) => spec.onNotice?.(notice),
  };
  await Promise.all([
    pumpOutput(started.stdout, { ...route, name: 'stdout', copy: spec.stdout }),
    pumpOutput(started.stderr, { ...route, name: 'stderr', copy: spec.stderr }),
  ]);
}

/** The worker process is gone, whoever ended it: the job with it. */
function answerOfDeath(error: unknown): ThreadAnswer {
  if (!(error instanceof LayoverError)) throw error;
  return { end: { kind: 'signaled', signal: 'SIGKILL' }, leaks: ['worker process'], wallMs: 0 };
}

function outcomeOf(end: ThreadEnd): Outcome {
  switch (end.kind) {
    case 'returned':
      return { kind: 'returned', value: deserialize(end.value) };
    case 'terminated':
      return { kind: 'canceled' };
    case 'failed':
      throw new SetupError({
        step: end.step,
        errno: end.errno,
        message: `Setting up the thread's view failed at the step ${end.step}: ${end.message}`,
        hint: 'Run `layover doctor`: it tries each thing a job needs.',
      });
    case 'threw':
    case 'timed-out':
    case 'exited':
    case 'signaled':
    case 'out-of-memory':
      return end;
  }
}
