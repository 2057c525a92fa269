/** What becomes of a job's changes once its command has ended, as `run` was told. */
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

import { isSuccess } from '../jail/outcome.js';
import { directoryOptions } from './option-kinds.js';
import { ProgressLine } from './progress.js';
import { countChanges } from './render.js';
import { InterruptAbort } from './signals.js';
import { sayVolumes } from './volumes.js';
export function chooseSettlement(outcome, { onSuccess, onFailure }) {
  if (isSuccess(outcome)) return onSuccess ?? 'keep';
  // Nothing ran, so there is nothing to look at.
  if (outcome.kind === 'not-started') return onFailure ?? 'discard';
  return onFailure ?? 'keep';
}
/**
 * After a commit the job is discarded: its changes are where they were wanted. It is kept where the commit left out
 * something, or where nothing at all was chosen, which may be a slip in a glob.
 */
export async function settleJob(job, options, ask) {
  const choice = chooseSettlement(job.outcome, options);
  if (choice === 'ask' && countChanges(job.result.changes) > 0) return await ask();
  if (choice === 'commit') return await commitJob(job, options);
  if (choice === 'discard') await job.discard();
  return { result: job.result, isKept: choice !== 'discard' };
}
export async function commitJob(job, options, answer = {}) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const interrupt = __addDisposableResource(env_1, new InterruptAbort(), false);
    const progress = __addDisposableResource(env_1, new ProgressLine('Committing'), false);
    try {
      const task = { signal: interrupt.signal, onProgress: progress.update };
      const report = await commitTo(job, { ...options, ...task }, answer);
      const { result } = job;
      const hasMissed = report.applied === 0 && countChanges(result.changes) > 0;
      const isKept = answer.isPart === true || report.skipped.length > 0 || hasMissed;
      if (!isKept) await job.discard();
      return { result, report, isKept };
    } catch (failure) {
      return { result: job.result, failure, isKept: true };
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
async function commitTo(job, { layer, signal, onProgress, ...options }, { isAsked }) {
  const { from, only, except } = options;
  const task = { signal, onProgress };
  if (layer !== undefined) return await job.commitLayer({ name: layer, from, only, except, ...task });
  const directory = { ...directoryOptions(options), ...task };
  if (isAsked !== true) await sayVolumes(job, directory);
  return await job.commit(directory);
}
//# sourceMappingURL=settle.js.map
