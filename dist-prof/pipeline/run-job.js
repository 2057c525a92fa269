var __addDisposableResource =
  (this && this.__addDisposableResource) ||
  function (env, value, async) {
    if (value !== null && value !== void 0) {
      if (typeof value !== 'object' && typeof value !== 'function') throw new TypeError('Object expected.');
      var dispose, inner;
      if (async) {
        if (!Symbol.asyncDispose) throw new TypeError('Symbol.asyncDispose is not defined.');
        dispose = value[Symbol.asyncDispose];
      }
      if (dispose === void 0) {
        if (!Symbol.dispose) throw new TypeError('Symbol.dispose is not defined.');
        dispose = value[Symbol.dispose];
        if (async) inner = dispose;
      }
      if (typeof dispose !== 'function') throw new TypeError('Object not disposable.');
      if (inner)
        dispose = function () {
          try {
            inner.call(this);
          } catch (e) {
            return Promise.reject(e);
          }
        };
      env.stack.push({ value: value, dispose: dispose, async: async });
    } else if (async) {
      env.stack.push({ async: true });
    }
    return value;
  };
var __disposeResources =
  (this && this.__disposeResources) ||
  (function (SuppressedError) {
    return function (env) {
      function fail(e) {
        env.error = env.hasError
          ? new SuppressedError(e, env.error, 'An error was suppressed during disposal.')
          : e;
        env.hasError = true;
      }
      var r,
        s = 0;
      function next() {
        while ((r = env.stack.pop())) {
          try {
            if (!r.async && s === 1) return ((s = 0), env.stack.push(r), Promise.resolve().then(next));
            if (r.dispose) {
              var result = r.dispose.call(r.value);
              if (r.async)
                return (
                  (s |= 2),
                  Promise.resolve(result).then(next, function (e) {
                    fail(e);
                    return next();
                  })
                );
            } else s |= 1;
          } catch (e) {
            fail(e);
          }
        }
        if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
        if (env.hasError) throw env.error;
      }
      return next();
    };
  })(
    typeof SuppressedError === 'function'
      ? SuppressedError
      : function (error, suppressed, message) {
          var e = new Error(message);
          return ((e.name = 'SuppressedError'), (e.error = error), (e.suppressed = suppressed), e);
        },
  );

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
import { STREAMS } from './cache.js';
import { refuseUnseenLayers } from './check-views.js';
import { refuseConflicts } from './conflicts.js';
import { execute } from './execute.js';
import { explainChange } from './explain.js';
import { keyJob } from './job-key.js';
import { keyOf } from './key.js';
export async function runPipelineJob(turn) {
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
const TRANSIENT = new Set(['LAYOVER_KEEPER', 'LAYOVER_JOB_BUSY', 'LAYOVER_LAYER_UNKNOWN']);
/** What may be otherwise a moment later, or is not known to be the same. */
function isTransient(error) {
  return !(error instanceof LayoverError) || TRANSIENT.has(error.code);
}
async function findOrRun(turn) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
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
    const _lock = __addDisposableResource(env_1, await context.layover.layerWork.lockKey(key, signal), false);
    return useCached(turn, key) ?? (await useShared(turn, keys)) ?? (await runAndStore(turn, keys, keyed));
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** The earlier result of this key, its layers held for the rest of the run. */
function useCached({ job, context }, key) {
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
function doneFromCache({ outcome, job, key, changes, layers, durationMs: savedMs }, durationMs) {
  return { from: 'cache', outcome, job, key, changes, layers, durationMs, savedMs };
}
function rememberKey({ job, context }, key) {
  const keyed = keyJob(job, context);
  if (keyed.kind === 'keyed') context.cache.writeLast(context.plan.project, job.name, lastOf(key, keyed));
}
/** A result of another machine's, or of this one's before its state was lost: it becomes one of this state directory. */
async function useShared(turn, { key, portable }) {
  const { shared, cache } = turn.context;
  const result = await shared?.load(portable, key);
  if (shared === undefined || result === undefined) return undefined;
  cache.store(
    result,
    Object.fromEntries(STREAMS.map((stream) => [stream, shared.logPath(portable, stream)])),
  );
  return useCached(turn, key);
}
function lastOf(key, { parts, trees }) {
  return { key, parts, trees };
}
async function runAndStore(turn, { key, portable }, keyed) {
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
async function reasonsFor({ job, context, signal }, now) {
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
function explain({ job, context }, reasons) {
  context.tell({ kind: 'job-explained', job: job.name, reasons });
}
//# sourceMappingURL=run-job.js.map
