/** Running a job's command, and making layers of what it changed. */
import { join, posix, resolve } from 'node:path';
import { rawFromText } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { isSuccess } from '../jail/outcome.js';
import { cacheName, STREAMS } from './cache.js';
import { networkOf } from './job-key.js';
import { LineSink } from './lines.js';
import { keptPlaceName, layersBelow } from './run-context.js';
/** `key`: what the result can be used for again; undefined for one that cannot. */
export async function execute(turn, key) {
  const { job, context } = turn;
  const startedAt = Date.now();
  const ran = await runCommand(turn);
  const { outcome, changes } = ran.result;
  const paths = Object.fromEntries(STREAMS.map((stream) => [stream, logOf(context, ran.id, stream)]));
  context.record.keepLogs(job.name, (stream) => paths[stream] ?? '');
  const isReusable = key !== undefined && isSuccess(outcome);
  const layers = needsLayers(job, context, isSuccess(outcome))
    ? await storeChanges(turn, ran, isReusable ? key : undefined)
    : [];
  const ids = layers.map(({ layer }) => layer);
  if (ids.length > 0) context.held.push(context.layover.layerWork.hold(ids));
  const durationMs = Date.now() - startedAt;
  const done = { from: 'run', outcome, job: ran.id, key, changes, layers, durationMs };
  if (isReusable) {
    const createdAt = new Date().toISOString();
    context.cache.store(
      { key, name: job.name, createdAt, job: ran.id, outcome, changes, layers, durationMs },
      paths,
    );
  }
  return done;
}
async function runCommand({ job, context, signal, attempt }) {
  const sinks = STREAMS.map(
    (stream) => new LineSink((line) => context.tell({ kind: 'job-output', job: job.name, stream, line })),
  );
  const ran = await context.layover.run({
    ...specOf(job, context),
    stdout: sinks[0],
    stderr: sinks[1],
    signal,
    onStart: ({ id }) => context.tell({ kind: 'job-started', job: job.name, attempt, id }),
    onNotice: (text) => context.tell({ kind: 'notice', job: job.name, text }),
  });
  for (const sink of sinks) sink.flush();
  if (ran.outcome.kind === 'canceled') signal.throwIfAborted();
  return ran;
}
/** A thread is no security boundary: it has the process's network, and what is to be off cannot be asked for. */
function specOf(job, context) {
  const { action, env, limits } = job;
  const secrets = context.secrets.get(job.name);
  const at = projectOf(job, context);
  const inputs = context.inputs.get(job.name)?.snapshot.layer ?? '';
  const common = {
    sandbox: job.sandbox,
    lowers: layersBelow(context, job.name, 'root').map(wordOf),
    places: [
      { at, lowers: [...layersBelow(context, job.name, 'project'), inputs].map(wordOf) },
      ...job.caches.map((cache) => ({ at: cache.at, lowers: keptLayers(context, cache.name).map(wordOf) })),
    ],
    cwd: posix.resolve(at, job.cwd ?? '.'),
    env: { ...env.set, ...secrets?.env },
    passEnv: env.pass,
    mask: secrets?.mask,
    limits,
  };
  if (action.kind === 'command')
    return { ...common, command: action.command, network: networkOf(job, context) };
  const { isolation, params } = action;
  const network = isolation === 'process' ? networkOf(job, context) : undefined;
  return { ...common, worker: resolve(context.plan.project, action.worker), params, isolation, network };
}
/** Where it lies on the machine, for a sandbox that shows the machine as it is. */
function projectOf({ sandbox }, { bases, plan }) {
  const basis = bases.get(sandbox);
  return basis?.isWholeHost ? plan.project : (basis?.project ?? '/work');
}
function wordOf(layer) {
  return `sha256:${layer}`;
}
function logOf({ layover }, id, stream) {
  return join(layover.homePath, 'jobs', id, 'log', stream);
}
/** What failed is seen only by jobs that run all the same. */
function needsLayers({ name, artifacts }, { plan }, hasSucceeded) {
  const isWanted = plan.jobs.some(
    ({ needs, condition }) => needs.includes(name) && condition.kind !== 'success',
  );
  return hasSucceeded || isWanted || artifacts.length > 0;
}
async function storeChanges(turn, ran, key) {
  const { job, context, signal } = turn;
  const { added, modified, deleted } = ran.result.changes;
  if (added + modified + deleted === 0) return [];
  const at = { root: '/', project: projectOf(job, context) };
  const report = await ran.commitPlaces({
    places: [
      ...['root', 'project'].map((place) => ({
        at: at[place],
        name: nameOf(turn, place, key),
        globs: globsOf(job, place),
      })),
      ...keptPlaces(job, context, isSuccess(ran.outcome)),
    ],
    secrets: context.secrets.get(job.name)?.bytes ?? [],
    signal,
  });
  if (report.kind === 'secret') {
    await ran.discard();
    throw new LayoverError(
      'LAYOVER_PIPELINE',
      `The job ${job.name} left the secret ${report.name} in ${report.path}`,
      {
        hint: 'Nothing of what it made was kept. Have it written outside, to /tmp, or removed before the job ends.',
      },
    );
  }
  for (const glob of report.idle) {
    context.tell({ kind: 'notice', job: job.name, text: `outputs ${glob}: nothing that it changed matches` });
  }
  const places = new Map([
    [rawOf(at.root), 'root'],
    [rawOf(at.project), 'project'],
  ]);
  return report.layers.flatMap(({ at: where, layer, content, bytes }) => {
    const place = places.get(where);
    return place === undefined ? [] : [{ place, layer, content, bytes }];
  });
}
function rawOf(path) {
  return rawFromText(path.replace(/^\/+/, ''));
}
/** A place that is kept grows by a layer with each job that adds to it; past this many it begins anew. */
const KEPT_LAYERS_MAX = 32;
function keptLayers(context, cache) {
  const chain = context.layover.layerWork.chainOf(keptPlaceName(context, cache));
  return chain.length > KEPT_LAYERS_MAX ? [] : chain;
}
/** Of a job that succeeded; of two that add to the same at once, the last one's is kept. */
function keptPlaces({ caches }, context, hasSucceeded) {
  const written = caches.filter(({ isReadOnly }) => hasSucceeded && !isReadOnly);
  return written.map(({ name, at }) => ({ at, name: keptPlaceName(context, name), globs: undefined }));
}
/** Of the cache where the result can be used again, else of the run. */
function nameOf({ job, context }, place, key) {
  if (key !== undefined) return cacheName(key, place);
  const name = `layover/run/${context.run}/${context.plan.jobs.indexOf(job)}/${place}`;
  context.names.add(name);
  return name;
}
/** From the place's own root. What is declared for one place only is all that is taken. */
function globsOf({ outputs }, place) {
  if (outputs === undefined) return undefined;
  return outputs.flatMap((glob) => {
    const [sign, path] = glob.startsWith('!') ? ['!', glob.slice(1)] : ['', glob];
    if (path.startsWith('/') !== (place === 'root')) return [];
    return [`${sign}${path.replace(/^\/+/, '')}`];
  });
}
//# sourceMappingURL=execute.js.map
