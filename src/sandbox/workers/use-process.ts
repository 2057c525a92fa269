/** A process that waits gets its one job: from here on there is an outcome, unless it does not come to rest. */
import { constants } from 'node:os';
import { join } from 'node:path';
import { deserialize, getHeapStatistics } from 'node:v8';
import type { LaunchEnd } from '../../jail/keeper.js';
import type { Outcome } from '../../jail/outcome.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { ProcessEnd, ProcessJob } from '../../worker/process-messages.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import { rawOf } from '../definition/resolve-view.js';
import { type WorkerSpec, workerWords } from '../definition/worker-spec.js';
import { Ending } from '../life/ending.js';
import { explainFailure } from '../life/explain.js';
import { sandboxOf } from '../life/job-again.js';
import { describeStuck, measurerOf } from '../life/launch.js';
import { pumpOutput } from '../life/output.js';
import { bringHome, NOTHING_DONE, readUppers } from '../life/read-uppers.js';
import { drain } from '../life/streams.js';
import { receiptOf, usageOf } from '../limits/account.js';
import { type JobRecord, writeRecord } from '../state/job-record.js';
import { notAtRest } from '../state/quarantine.js';
import { areUntouched } from '../view/untouched.js';
import type { JobProcess } from './job-process.js';
import { Tail } from './tail.js';

export interface ProcessUse {
  readonly spec: WorkerSpec;
  readonly job: ProcessJob;
  readonly label: string;
  /** As it is asked for now: what a commit may hold. */
  readonly rules: ResolvedSpec['rules'];
}

/** Runs the job to its end, reads what it left, and records it. */
export async function runInProcess(child: JobProcess, use: ProcessUse): Promise<JobRecord> {
  const { setup, made } = child;
  const { view, directory } = setup;
  const createdAt = new Date().toISOString();
  const started = performance.now();
  child.hold(true);
  const { end, outcome } = await runToEnd(child, use);
  const wallMs = Math.round(performance.now() - started);
  const isUntouched = areUntouched(made.parts, made.upperRoots);
  const parts = await bringHome(setup, made.parts);
  const read = isUntouched ? NOTHING_DONE : await readUppers(setup, parts, view.mountPoints);
  const usage = { ...usageOf(end, setup.limits.usage), wallMs };
  const record: JobRecord = {
    id: directory.id,
    createdAt,
    command: workerWords(use.label).map(rawOf),
    outcome,
    usage,
    changes: read.changes,
    isUntouched,
    receipt: {
      ...receiptOf(setup, read.quiescence, usage),
      isolation: { kind: 'process', boundary: 'the sandbox, as this receipt has it', leaks: [] },
    },
    parts,
    mountPoints: view.mountPoints,
    sandbox: sandboxOf(setup.spec, setup.resolved, view),
    ...(use.rules && { rules: use.rules }),
  };
  writeRecord(directory.path, record);
  return record;
}

/** The process had ended before it could be given the job: somebody killed it while it waited. Nothing has happened. */
export class NeverBegan extends Error {
  constructor() {
    super('The process that was to run the job ended before it had the job');
  }
}

interface Ended {
  readonly end: CommandEnd;
  readonly outcome: Outcome;
}

async function runToEnd(child: JobProcess, { spec, job }: ProcessUse): Promise<Ended> {
  const { setup, made, launched, streams } = child;
  const { limits, machine, directory, place, resolved } = setup;
  const { timeoutMs, outputBytes } = resolved.limits;
  const ending = new Ending({ outputBytes, signal: spec.signal });
  const errors = new Tail();
  try {
    const pumped = pump(child, { spec, ending, errors });
    pumped.catch(() => undefined); // awaited once the job has ended
    streams.give(job);
    if (timeoutMs !== undefined) launched.setTimeout(timeoutMs);
    ending.start((signal) => launched.signal(signal));
    limits.watch(ending, { fd: directory.lock, measure: measurerOf(machine, made.parts) }, place);
    await Promise.race([streams.begun, launched.ended]);
    if (streams.hasBegun)
      spec.onStart?.({
        id: directory.id,
        signal: (name) => launched.signal(constants.signals[name]),
        resize: () => undefined,
      });
    const ended = await launched.ended;
    if (ended.kind === 'stuck') throw notAtRest(describeStuck(limits));
    await limits.end(place);
    await drain(pumped, () => streams.destroy());
    const end = commandEnd(ended);
    if (!streams.hasBegun && ending.reason === undefined && !end.isTimedOut) throw new NeverBegan();
    return { end, outcome: ending.reason ?? judge({ end, answer: streams.end, child, errors }) };
  } finally {
    ending.stop();
  }
}

function commandEnd(ended: Exclude<LaunchEnd, { kind: 'stuck' }>): CommandEnd {
  if (ended.kind === 'ended') return ended.end;
  throw explainFailure(ended);
}

interface Pumping {
  readonly spec: WorkerSpec;
  readonly ending: Ending;
  readonly errors: Tail;
}

async function pump({ setup, streams }: JobProcess, { spec, ending, errors }: Pumping): Promise<void> {
  const route = {
    mask: spec.mask,
    logFolder: join(setup.directory.path, 'log'),
    onOutput: (bytes: number) => ending.countOutput(bytes),
    onReaderGone: () => ending.readerGone(),
    onLogFailed: (notice: string) => spec.onNotice?.(notice),
  };
  await Promise.all([
    pumpOutput(streams.stdout, { ...route, name: 'stdout', copy: spec.stdout }),
    pumpOutput(errors.follow(streams.stderr), { ...route, name: 'stderr', copy: spec.stderr }),
  ]);
}

interface Judged {
  readonly end: CommandEnd;
  readonly answer: ProcessEnd | undefined;
  readonly child: JobProcess;
  readonly errors: Tail;
}

/** What it answered counts, but for an error that a limit explains. */
function judge({ end, answer, child, errors }: Judged): Outcome {
  const { limits, resolved } = child.setup;
  const seen = limits.judge(end);
  if (seen.kind === 'timed-out') return seen;
  if (answer?.kind === 'returned') return returned(answer.value) ?? seen;
  if (seen.kind === 'limit' || seen.kind === 'out-of-memory') return seen;
  if (answer !== undefined) return answer;
  if (!errors.has(HEAP_IS_FULL)) return seen;
  return {
    kind: 'out-of-memory',
    limitBytes: resolved.limits.memoryBytes ?? getHeapStatistics().heap_size_limit,
  };
}

/** What V8 says last; the process of a job has the same heap limit as this one. */
const HEAP_IS_FULL = /^(FATAL ERROR:|#) .*(out of memory|allocation failed)/im;

/** The bytes are the job's: what they do not stand for is no value. */
function returned(bytes: Uint8Array): Outcome | undefined {
  try {
    return { kind: 'returned', value: deserialize(bytes) };
  } catch {
    return undefined;
  }
}
