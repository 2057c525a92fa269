/** The jobs of a run as a scheduler's tasks. */
import { isSuccess } from '../jail/outcome.js';
import { readResources } from '../sandbox/life/submit.js';
import { Scheduler } from '../scheduler/scheduler.js';
import { copyArtifacts } from './deliver.js';
import { describeTaskEnd, endOf } from './job-end.js';
import { resourcesOf } from './job-resources.js';
import { runPipelineJob } from './run-job.js';
/** How each job ended. Answers when all have, and nothing of them runs any more. */
export async function runJobs(context, options) {
  const { plan, tell } = context;
  const { concurrency, failureMode = 'finish-running', signal } = options;
  const ends = new Map();
  const resources = { ...(await readResources(context.layover.homePath)), ...options.resources };
  const scheduler = new Scheduler({
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
  const stop = () => {
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
function taskOf(job, context, total) {
  const { name, needs, priority, retries } = job;
  return {
    name,
    needs,
    priority,
    resources: resourcesOf(job, context, total),
    when: whenOf(job, context),
    ...(retries > 0 && { retry: { attempts: retries + 1, on: ['failed', 'errored', 'timed-out'] } }),
    run: async ({ signal, attempt }) => {
      const verdict = await runPipelineJob({ job, context, signal, attempt });
      if (verdict.kind !== 'errored') await copyArtifacts(job, verdict.result, context);
      return verdict;
    },
  };
}
/** An optional need that failed has succeeded as far as the scheduler knows: those who need it look closer. */
function whenOf({ condition, needs }, { plan }) {
  const isOptional = plan.jobs.some(({ name, isOptional: may }) => may && needs.includes(name));
  if (condition.kind === 'always') return 'always';
  if (condition.kind === 'outcomes') {
    return (ends) =>
      [...condition.wanted].every(
        ([name, wanted]) => wanted === 'any' || resultOf(ends.get(name)) === wanted,
      );
  }
  if (!isOptional) return condition.kind;
  const results = (ends) => [...ends.values()].map(resultOf);
  if (condition.kind === 'failure') return (ends) => results(ends).includes('failure');
  return (ends) => results(ends).every((result) => result === 'success');
}
function resultOf(end) {
  if (end?.kind === 'skipped') return 'skipped';
  return end?.kind === 'succeeded' && isSuccess(end.result.outcome) ? 'success' : 'failure';
}
//# sourceMappingURL=run-jobs.js.map
