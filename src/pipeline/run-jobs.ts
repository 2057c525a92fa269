/** The jobs of a run as a scheduler's tasks. */
import { isSuccess } from '../jail/outcome.js';
import { readResources } from '../sandbox/life/submit.js';
import type { FailureMode } from '../scheduler/options.js';
import type { Resources } from '../scheduler/resources.js';
import { Scheduler } from '../scheduler/scheduler.js';
import type { Task, TaskEnd, Condition as When } from '../scheduler/task.js';
import { copyArtifacts } from './deliver.js';
import type { JobDone, JobEnd } from './events.js';
import { describeTaskEnd, endOf } from './job-end.js';
import { resourcesOf } from './job-resources.js';
import type { PlannedJob } from './planned.js';
import type { RunContext } from './run-context.js';
import { runPipelineJob } from './run-job.js';

export interface ScheduleOptions {
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** What jobs with limits may take together; default what the machine has. */
  readonly resources?: Resources | undefined;
  /** Default `finish-running`. */
  readonly failureMode?: FailureMode | undefined;
  /** Ends every job but those that are always run, which still have their turn. */
  readonly signal: AbortSignal;
}

/** How each job ended. Answers when all have, and nothing of them runs any more. */
export async function runJobs(context: RunContext, options: ScheduleOptions): Promise<Map<string, JobEnd>> {
  const { plan, tell } = context;
  const { concurrency, failureMode = 'finish-running', signal } = options;
  const ends = new Map<string, JobEnd>();
  const resources = { ...(await readResources(context.layover.homePath)), ...options.resources };
  const scheduler = new Scheduler<JobDone>({
    concurrency,
    resources,
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
  // Those behind others first: they are canceled then, and not skipped.
  const doomed = plan.jobs.filter(({ condition }) => condition.kind !== 'always').reverse();
  const stop = (): void => {
    for (const { name } of doomed) void scheduler.find(name)?.cancel();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    await scheduler.submitAll(plan.jobs.map((job) => taskOf(job, context, resources)));
    if (signal.aborted) stop();
    await scheduler.drain();
  } finally {
    signal.removeEventListener('abort', stop);
    await scheduler.shutdown();
  }
  return ends;
}

function taskOf(job: PlannedJob, context: RunContext, total: Resources): Task<JobDone> {
  const { name, needs, priority, retries } = job;
  return {
    name,
    needs,
    priority,
    resources: resourcesOf(job, context, total),
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
