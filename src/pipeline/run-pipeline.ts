/**
 * Runs a plan: looks up its sandboxes, takes the project as it is now, hands each job to a scheduler, and commits what
 * the file says once all have succeeded. Everything that happens is told as events and written down.
 */
import { LayoverError, messageOf } from '../base/errors.js';
import { isSuccess } from '../jail/outcome.js';
import type { SandboxBasis, TreeIdentity } from '../sandbox/layer-work.js';
import type { Layover } from '../sandbox/open.js';
import type { FailureMode } from '../scheduler/options.js';
import { Scheduler } from '../scheduler/scheduler.js';
import type { Task, TaskEnd, Condition as When } from '../scheduler/task.js';
import { ResultCache } from './cache.js';
import { commitResults, copyArtifacts } from './deliver.js';
import type { JobDone, JobEnd, PipelineEvent, RunStatus, Tell } from './events.js';
import { takeInputs } from './inputs.js';
import type { Plan, PlannedJob } from './plan.js';
import type { RunContext } from './run-context.js';
import { runPipelineJob } from './run-job.js';
import { RunRecorder } from './run-record.js';
import { readSecrets } from './secrets.js';
import { stackOf } from './stack.js';
import { findCriticalPath } from './summary.js';

export interface PipelineOptions {
  readonly layover: Layover;
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** Default `finish-running`. */
  readonly failureMode?: FailureMode | undefined;
  /** Default true. */
  readonly usesCache?: boolean | undefined;
  /** Says of each job that is run why. */
  readonly explains?: boolean | undefined;
  /** Ends every job, and the run with them. */
  readonly signal: AbortSignal;
  /** The version of layover. */
  readonly tool: string;
  readonly onEvent: (event: PipelineEvent) => void;
}

export interface PipelineResult {
  readonly run: string;
  readonly status: RunStatus;
  readonly jobs: ReadonlyMap<string, JobEnd>;
}

export async function runPipeline(plan: Plan, options: PipelineOptions): Promise<PipelineResult> {
  const { layover, signal } = options;
  // Before anything is made: what is missing is missing for every job.
  const secrets = new Map(plan.jobs.map((job) => [job.name, readSecrets(job)]));
  const record = new RunRecorder(layover.homePath);
  const tell = tellerOf(record, options);
  const startedAt = Date.now();
  tell({
    kind: 'run-started',
    run: record.run,
    pipeline: plan.path,
    project: plan.project,
    jobs: plan.jobs.map(({ name, needs }) => ({ name, needs })),
  });
  const context: RunContext = {
    run: record.run,
    plan,
    layover,
    record,
    tell,
    secrets,
    cache: new ResultCache(layover.homePath),
    ...(await lookAround(plan, { layover, signal, tell })),
    stacks: stacksOf(plan),
    results: new Map(),
    held: [],
    names: new Set(),
    tool: options.tool,
    usesCache: options.usesCache !== false,
    explains: options.explains === true,
  };
  try {
    const ends = await runJobs(context, options);
    const status = await finish(context, ends, options);
    const critical = findCriticalPath(plan.jobs, durationsOf(ends));
    tell({ kind: 'run-ended', run: record.run, status, durationMs: Date.now() - startedAt, critical });
    return { run: record.run, status, jobs: ends };
  } finally {
    for (const name of context.names) layover.layerWork.forget(name);
    for (const lease of context.held) lease[Symbol.dispose]();
  }
}

function tellerOf(record: RunRecorder, { onEvent }: PipelineOptions): Tell {
  return (happening) => {
    const event = { atMs: Date.now(), ...happening };
    record.take(event);
    onEvent(event);
  };
}

type Around = Pick<RunContext, 'bases' | 'machines' | 'inputs'>;

/** What the jobs will be given from outside, all of it looked at before the first of them starts. */
async function lookAround(
  plan: Plan,
  { layover, signal, tell }: { layover: Layover; signal: AbortSignal; tell: Tell },
): Promise<Around> {
  const names = [...new Set(plan.jobs.map(({ sandbox }) => sandbox))];
  const found = names.map(async (name) => [name, await layover.layerWork.findBasis(name)] as const);
  const bases = new Map<string, SandboxBasis>(await Promise.all(found));
  const identified = [...bases].map(async ([name, { trees }]): Promise<[string, TreeIdentity]> => {
    return [name, await layover.layerWork.identify(trees, { signal })];
  });
  const [inputs, machines] = await Promise.all([
    takeInputs(plan, { layover, tell, signal }),
    Promise.all(identified),
  ]);
  return { bases, inputs, machines: new Map(machines) };
}

function stacksOf({ jobs }: Plan): Map<string, readonly string[]> {
  const stacks = new Map<string, readonly string[]>();
  for (const job of jobs) stacks.set(job.name, stackOf(job, stacks));
  return stacks;
}

async function runJobs(context: RunContext, options: PipelineOptions): Promise<Map<string, JobEnd>> {
  const { plan, tell } = context;
  const { concurrency, failureMode = 'finish-running', signal } = options;
  const ends = new Map<string, JobEnd>();
  const scheduler = new Scheduler<JobDone>({
    concurrency,
    failureMode,
    bound: Math.max(plan.jobs.length, 1),
    onEvent: (event) => {
      if (event.kind !== 'task') return;
      const { task: job, state } = event;
      if (state.kind === 'delayed')
        tell({ kind: 'job-retried', job, attempt: state.attempt, reason: describeTaskEnd(state.last) });
      if (state.kind !== 'ended') return;
      const end = endOf(state.end);
      ends.set(job, end);
      tell({ kind: 'job-ended', job, end });
    },
  });
  const stop = (): void => void scheduler.shutdown();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await scheduler.submitAll(plan.jobs.map((job) => taskOf(job, context)));
    if (signal.aborted) stop();
    await scheduler.drain();
  } finally {
    signal.removeEventListener('abort', stop);
    await scheduler.shutdown();
  }
  return ends;
}

function taskOf(job: PlannedJob, context: RunContext): Task<JobDone> {
  const { name, needs, priority, retries } = job;
  return {
    name,
    needs,
    priority,
    when: whenOf(job, context),
    ...(retries > 0 && { retry: { attempts: retries + 1, on: ['failed', 'errored', 'timed-out'] as const } }),
    run: async ({ signal, attempt }) => {
      const verdict = await runPipelineJob({ job, context, signal, attempt });
      if (verdict.kind !== 'errored') await copyArtifacts(job, verdict.result, context);
      return verdict;
    },
  };
}

/** An optional need that failed has succeeded as far as the scheduler knows: those who need it look closer. */
function whenOf({ condition, needs }: PlannedJob, { plan }: RunContext): When<JobDone> {
  const isOptional = plan.jobs.some(({ name, isOptional: may }) => may && needs.includes(name));
  if (condition.kind === 'always') return 'always';
  if (condition.kind === 'outcomes') {
    return (ends) =>
      [...condition.wanted].every(
        ([name, wanted]) => wanted === 'any' || resultOf(ends.get(name)) === wanted,
      );
  }
  if (!isOptional) return condition.kind;
  const results = (ends: ReadonlyMap<string, TaskEnd<JobDone>>): string[] => [...ends.values()].map(resultOf);
  if (condition.kind === 'failure') return (ends) => results(ends).includes('failure');
  return (ends) => results(ends).every((result) => result === 'success');
}

function resultOf(end: TaskEnd<JobDone> | undefined): 'success' | 'failure' | 'skipped' {
  if (end?.kind === 'skipped') return 'skipped';
  return end?.kind === 'succeeded' && isSuccess(end.result.outcome) ? 'success' : 'failure';
}

function endOf(end: TaskEnd<JobDone>): JobEnd {
  switch (end.kind) {
    case 'succeeded':
    case 'failed':
      return { kind: isSuccess(end.result.outcome) ? 'succeeded' : 'failed', done: end.result };
    case 'errored':
      return errorEnd(end.error);
    case 'skipped':
      return { kind: 'skipped', reason: describeTaskEnd(end) };
    case 'canceled':
      return { kind: 'canceled' };
    case 'timed-out':
      return { kind: 'errored', code: 'LAYOVER_PIPELINE', message: describeTaskEnd(end) };
  }
}

function errorEnd(error: unknown): JobEnd {
  if (!(error instanceof LayoverError)) return { kind: 'errored', code: 'BUG', message: messageOf(error) };
  return { kind: 'errored', code: error.code, message: error.message, hint: error.hint };
}

/** In words, for people. */
function describeTaskEnd(end: TaskEnd<JobDone>): string {
  if (end.kind === 'errored') return messageOf(end.error);
  if (end.kind === 'timed-out') return `its time was over after ${end.afterMs} ms`;
  if (end.kind !== 'skipped') return end.kind;
  const { because } = end;
  switch (because.kind) {
    case 'need-failed':
      return `${because.name} ${because.end === 'succeeded' ? 'did not succeed' : because.end}`;
    case 'need-skipped':
      return `${because.name} was skipped`;
    case 'when':
      return 'its condition was not met';
    case 'stopped':
      return `${because.name} failed, and nothing new was started`;
  }
}

async function finish(
  context: RunContext,
  ends: ReadonlyMap<string, JobEnd>,
  { signal }: PipelineOptions,
): Promise<RunStatus> {
  if (signal.aborted) return 'canceled';
  const optional = new Set(context.plan.jobs.filter((job) => job.isOptional).map(({ name }) => name));
  const isBad = [...ends].some(
    ([name, { kind }]) => ['failed', 'errored'].includes(kind) && !optional.has(name),
  );
  if (isBad) return 'failed';
  await commitResults(context, signal);
  return 'succeeded';
}

function durationsOf(ends: ReadonlyMap<string, JobEnd>): Map<string, number> {
  const done = [...ends].flatMap(([name, end]) =>
    'done' in end ? [[name, end.done.durationMs] as const] : [],
  );
  return new Map(done);
}
