/**
 * One job of a run, once its needs have ended:
 *
 *   look whether what it stands on contradicts itself -> key -> an earlier result? -> wait for whoever makes the same
 *   -> look again -> run -> store its changes as layers -> remember them under the key
 *
 * Nothing of it is there for others before it is whole, so a runner that is killed leaves a result or none.
 */
import { LayoverError } from '../base/errors.js';
import { isSuccess } from '../jail/outcome.js';
import type { Verdict } from '../scheduler/task.js';
import { type CachedResult, type LastKey, STREAMS } from './cache.js';
import { refuseUnseenLayers } from './check-views.js';
import { refuseConflicts } from './conflicts.js';
import type { JobDone } from './events.js';
import { execute } from './execute.js';
import { explainChange } from './explain.js';
import { type Keyed, keyJob } from './job-key.js';
import { keyOf } from './key.js';
import type { Turn } from './run-context.js';

export async function runPipelineJob(turn: Turn): Promise<Verdict<JobDone>> {
  try {
    refuseUnseenLayers(turn.job, turn.context);
    await refuseConflicts(turn);
    const done = await findOrRun(turn);
    turn.context.results.set(turn.job.name, done);
    const isForgiven = turn.job.isOptional && turn.attempt > turn.job.retries;
    return { kind: isSuccess(done.outcome) || isForgiven ? 'succeeded' : 'failed', result: done };
  } catch (error) {
    if (turn.signal.aborted || isTransient(error)) throw error;
    return { kind: 'errored', error, isPermanent: true };
  }
}

const TRANSIENT: ReadonlySet<string> = new Set([
  'LAYOVER_KEEPER',
  'LAYOVER_JOB_BUSY',
  'LAYOVER_LAYER_UNKNOWN',
]);

/** What may be otherwise a moment later, or is not known to be the same. */
function isTransient(error: unknown): boolean {
  return !(error instanceof LayoverError) || TRANSIENT.has(error.code);
}

async function findOrRun(turn: Turn): Promise<JobDone> {
  const { job, context, signal } = turn;
  const keyed = keyJob(job, context);
  if (keyed.kind === 'never') {
    if (context.explains) explain(turn, [`it is never cached: ${keyed.reason}`]);
    return await execute(turn, undefined);
  }
  const keys = { key: keyOf(keyed.parts), portable: keyOf(keyed.portable) };
  const { key } = keys;
  if (!context.usesCache) return await runAndStore(turn, keys, keyed);
  const early = useCached(turn, key);
  if (early) return early;
  using _lock = await context.layover.layerWork.lockKey(key, signal);
  return useCached(turn, key) ?? (await useShared(turn, keys)) ?? (await runAndStore(turn, keys, keyed));
}

/** The earlier result of this key, its layers held for the rest of the run. */
function useCached({ job, context }: Turn, key: string): JobDone | undefined {
  const startedAt = Date.now();
  const { cache, layover, held, record, plan } = context;
  const result = cache.find(key);
  if (result === undefined) return undefined;
  try {
    held.push(layover.layerWork.hold(result.layers.map(({ layer }) => layer)));
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_LAYER_UNKNOWN') return undefined;
    throw error;
  }
  cache.touch(key);
  record.keepLogs(job.name, (stream) => cache.logPath(key, stream));
  const last = cache.findLast(plan.project, job.name);
  if (last?.key !== key) rememberKey({ job, context }, key);
  return doneFromCache(result, Date.now() - startedAt);
}

function doneFromCache(
  { outcome, job, key, changes, layers, durationMs: savedMs }: CachedResult,
  durationMs: number,
): JobDone {
  return { from: 'cache', outcome, job, key, changes, layers, durationMs, savedMs };
}

function rememberKey({ job, context }: Pick<Turn, 'job' | 'context'>, key: string): void {
  const keyed = keyJob(job, context);
  if (keyed.kind === 'keyed') context.cache.writeLast(context.plan.project, job.name, lastOf(key, keyed));
}

interface Keys {
  readonly key: string;
  readonly portable: string;
}

/** A result of another machine's, or of this one's before its state was lost: it becomes one of this state directory. */
async function useShared(turn: Turn, { key, portable }: Keys): Promise<JobDone | undefined> {
  const { shared, cache } = turn.context;
  const result = await shared?.load(portable, key);
  if (shared === undefined || result === undefined) return undefined;
  cache.store(
    result,
    Object.fromEntries(STREAMS.map((stream) => [stream, shared.logPath(portable, stream)])),
  );
  return useCached(turn, key);
}

type KnownKey = Extract<Keyed, { kind: 'keyed' }>;

function lastOf(key: string, { parts, trees }: KnownKey): LastKey {
  return { key, parts, trees };
}

async function runAndStore(turn: Turn, { key, portable }: Keys, keyed: KnownKey): Promise<JobDone> {
  const { job, context } = turn;
  const now = lastOf(key, keyed);
  if (context.explains) explain(turn, await reasonsFor(turn, now));
  context.cache.writeLast(context.plan.project, job.name, now);
  const done = await execute(turn, key);
  const result = isSuccess(done.outcome) ? context.cache.find(key) : undefined;
  if (result === undefined) return done;
  const logs = Object.fromEntries(STREAMS.map((stream) => [stream, context.cache.logPath(key, stream)]));
  await context.shared?.save(portable, result, logs);
  return done;
}

async function reasonsFor({ job, context, signal }: Turn, now: LastKey): Promise<string[]> {
  if (!context.usesCache) return ['earlier results are not used in this run'];
  const last = context.cache.findLast(context.plan.project, job.name);
  if (last === undefined) return ['it has not been run here before'];
  const { layerWork } = context.layover;
  const compare = layerWork.compare.bind(layerWork);
  const reasons = await explainChange(last, now, (before, after) => compare(before, after, { signal }));
  return reasons.length === 0
    ? ['nothing changed, but there is no result: it failed, or was removed']
    : reasons;
}

function explain({ job, context }: Turn, reasons: readonly string[]): void {
  context.tell({ kind: 'job-explained', job: job.name, reasons });
}
