/** Runs a command in its view: from the request to the keeper until nothing of the job is left. */
import { constants } from 'node:os';
import { join } from 'node:path';
import { measured } from '../../base/timeline.js';
import type { LaunchEnd, Launched } from '../../jail/keeper.js';
import type { Outcome } from '../../jail/outcome.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { Mount } from '../../overlay/mount.js';
import type { Part } from '../../overlay/part.js';
import { PATIENCE_MS, type RunningJob } from '../definition/spec.js';
import { type DiskSource, JobLimits } from '../limits/job-limits.js';
import type { Machine } from '../machine.js';
import { notAtRest } from '../state/quarantine.js';
import { Ending, type EndReason } from './ending.js';
import { explainFailure } from './explain.js';
import type { HeldJob } from './held-job.js';
import type { JobPipes } from './job-pipes.js';
import { commandSpec, endNow, type JobSetup, jailSpec, locksOf } from './setup.js';
import { type JobStreams, PipeStreams, type StreamsRequest } from './streams.js';
import { TerminalStreams } from './terminal.js';

export interface Ended {
  readonly end: CommandEnd | undefined;
  readonly outcome: Outcome;
}

interface Prepared {
  readonly mounts: readonly Mount[];
  readonly parts: readonly Part[];
  /** Its mounts are made. */
  readonly held?: HeldJob | undefined;
}

/** Runs the command in its view, and ends it. */
export async function launch(setup: JobSetup, prepared: Prepared): Promise<Ended> {
  const { spec, resolved, timeline } = setup;
  const ending = new Ending({ outputBytes: resolved.limits.outputBytes, signal: spec.signal });
  const pipes = prepared.held?.pipes;
  const streams = measured(timeline, 'streams', () => openStreams(setup, ending, pipes));
  try {
    const launched = await start(setup, streams, prepared);
    return await follow(setup, { launched, streams, ending, parts: prepared.parts }).catch(async (error) => {
      await endNow(launched);
      throw error;
    });
  } finally {
    ending.stop();
    streams.destroy();
  }
}

async function start(setup: JobSetup, streams: JobStreams, { mounts, held }: Prepared): Promise<Launched> {
  const { resolved, machine, spec, timeline } = setup;
  const command = commandSpec(resolved);
  if (held !== undefined) return await held.start(command);
  const keeper = await machine.keeper();
  const own = { hasTerminal: spec.terminal !== undefined, isProfiled: timeline !== undefined };
  const whole = { ...jailSpec(setup, mounts), ...command, ...own };
  const launched = measured(timeline, 'request', () =>
    keeper.launch(whole, { ...streams.ends, locks: locksOf(setup) }),
  );
  streams.closeJobEnds();
  return launched;
}

interface Followed {
  readonly launched: Launched;
  readonly streams: JobStreams;
  readonly ending: Ending;
  readonly parts: readonly Part[];
}

/** From the start of its command until nothing of it is left. */
async function follow(setup: JobSetup, { launched, streams, ending, parts }: Followed): Promise<Ended> {
  const { spec, machine, directory, limits, place, timeline } = setup;
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

function openStreams(
  { spec, directory, logs = 'log' }: JobSetup,
  ending: Ending,
  pipes: JobPipes | undefined,
): JobStreams {
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
  return spec.terminal === undefined
    ? new PipeStreams(request, pipes)
    : new TerminalStreams(request, spec.terminal);
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

function judgeEnd(
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
