/**
 * Runs a plan: looks up its sandboxes, takes the project as it is now, hands each job to a scheduler, and commits what
 * the file says once all have succeeded. Everything that happens is told as events and written down.
 */
import { ResultCache } from './cache.js';
import { refuseUnseenOutputs } from './check-views.js';
import { commitResults } from './deliver.js';
import { takeInputs } from './inputs.js';
import { runJobs } from './run-jobs.js';
import { RunRecorder } from './run-record.js';
import { readSecrets } from './secrets.js';
import { SharedCache } from './shared-cache.js';
import { stackOf } from './stack.js';
import { findCriticalPath } from './summary.js';
/** A job that fails is no error; what keeps the run itself from its end is, and the run is recorded as failed then. */
export async function runPipeline(plan, options) {
  // Before anything is made: what is missing is missing for every job.
  const secrets = new Map(plan.jobs.map((job) => [job.name, readSecrets(job)]));
  const record = new RunRecorder(options.layover.homePath);
  const tell = tellerOf(record, options);
  const startedAt = Date.now();
  const ends = new Map();
  const end = (status) => {
    const critical = findCriticalPath(plan.jobs, durationsOf(ends));
    tell({ kind: 'run-ended', run: record.run, status, durationMs: Date.now() - startedAt, critical });
    return { run: record.run, status, jobs: ends };
  };
  const { path: pipeline, project } = plan;
  const jobs = plan.jobs.map(({ name, needs }) => ({ name, needs }));
  tell({ kind: 'run-started', run: record.run, pipeline, project, jobs });
  try {
    return end(await runToEnd({ plan, options, secrets, record, tell }, ends));
  } catch (error) {
    end(options.signal.aborted ? 'canceled' : 'failed');
    throw error;
  }
}
function tellerOf(record, { onEvent }) {
  return (happening) => {
    const event = { atMs: Date.now(), ...happening };
    record.take(event);
    onEvent(event);
  };
}
async function runToEnd(started, ends) {
  const { options } = started;
  const context = await openContext(started);
  try {
    for (const [name, end] of await runJobs(context, options)) ends.set(name, end);
    if (options.signal.aborted) return 'canceled';
    if (hasFailed(context.plan, ends)) return 'failed';
    await commitResults(context, options.signal);
    return 'succeeded';
  } finally {
    for (const name of context.names) options.layover.layerWork.forget(name);
    for (const lease of context.held) lease[Symbol.dispose]();
  }
}
async function openContext({ plan, options, secrets, record, tell }) {
  const { layover, tool, usesCache = true, explains = false, cacheDirectory } = options;
  const around = await lookAround({ plan, options, tell });
  const layers = [...around.inputs.values()].map(({ snapshot }) => snapshot.layer);
  return {
    run: record.run,
    plan,
    layover,
    record,
    tell,
    secrets,
    ...around,
    cache: new ResultCache(layover.homePath),
    shared: cacheDirectory === undefined ? undefined : new SharedCache(cacheDirectory, layover.layerWork),
    stacks: stacksOf(plan),
    results: new Map(),
    held: [layover.layerWork.hold(layers)],
    names: new Set(),
    tool,
    usesCache,
    explains,
  };
}
/** What the jobs will be given from outside, all of it looked at before the first of them starts. */
async function lookAround({ plan, options, tell }) {
  const { layover, signal } = options;
  const names = [...new Set(plan.jobs.map(({ sandbox }) => sandbox))];
  const found = names.map(async (name) => [name, await layover.layerWork.findBasis(name)]);
  const bases = new Map(await Promise.all(found));
  refuseUnseenOutputs(plan, (sandbox) => bases.get(sandbox)?.isWholeHost === true);
  const identified = [...bases].map(async ([name, { trees }]) => {
    return [name, await layover.layerWork.identify(trees, { signal })];
  });
  const [inputs, machines] = await Promise.all([
    takeInputs(plan, { layover, tell, signal }),
    Promise.all(identified),
  ]);
  return { bases, inputs, machines: new Map(machines) };
}
function stacksOf({ jobs }) {
  const stacks = new Map();
  for (const job of jobs) stacks.set(job.name, stackOf(job, stacks));
  return stacks;
}
function hasFailed({ jobs }, ends) {
  const optional = new Set(jobs.filter((job) => job.isOptional).map(({ name }) => name));
  return [...ends].some(
    ([name, { kind }]) => (kind === 'failed' || kind === 'errored') && !optional.has(name),
  );
}
function durationsOf(ends) {
  const done = [...ends].flatMap(([name, end]) => ('done' in end ? [[name, end.done.durationMs]] : []));
  return new Map(done);
}
//# sourceMappingURL=run-pipeline.js.map
