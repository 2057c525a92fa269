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

import { quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { Exchange } from './exchange.js';
import { isCommitId, Journal, listCommitIds, readHeader } from './journal.js';
import { requireTarget, takeBack } from './take-back.js';
/**
 * Puts back what a commit displaced, and takes away what it made. Where somebody has changed a place since, nothing is
 * done at all, and every such place is named: `LAYOVER_COMMIT_CONFLICT`.
 */
export function undoCommit(commits, id) {
  const journal = isCommitId(id) ? Journal.open(commits, id) : undefined;
  if (journal === undefined) throw unknownCommit(commits, id);
  try {
    return undo(journal);
  } finally {
    journal[Symbol.dispose]();
  }
}
/** The commits that can be taken back, newest first. */
export function listCommits(commits) {
  const headers = listCommitIds(commits).map((id) => readHeader(commits, id));
  return headers.filter((header) => header?.state === 'committed' || header?.state === 'stuck').reverse();
}
function undo(journal) {
  const { id, target, applied = 0 } = journal.header;
  requireTarget(journal.header);
  if (journal.header.state === 'committed') refuseObstacles(journal);
  journal.update({ state: 'undoing' });
  const left = takeBack(journal);
  if (left.length === 0) return { commit: id, target, restored: applied };
  journal.update({ state: 'stuck' });
  throw changedSince(journal.header, left);
}
function refuseObstacles(journal) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { operations } = journal.readOperations();
    const exchange = __addDisposableResource(env_1, new Exchange(journal.header), false);
    const found = operations.flatMap((operation) => {
      const reason = exchange.findObstacle(operation);
      return reason === undefined ? [] : [{ path: operation.path, reason }];
    });
    if (found.length > 0) throw changedSince(journal.header, found);
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function changedSince({ id, target, state }, found) {
  const done = state === 'committed' ? 'nothing was undone' : 'the rest was undone';
  const message = `${quoteRaw(target)} changed since commit ${id}; ${done}`;
  return new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    details: found.map(({ path, reason }) => `${quoteRaw(path)}: ${reason}`),
    hint: 'Put these paths back as the commit left them, then undo it again.',
  });
}
function unknownCommit(commits, id) {
  const message = `There is no commit ${quoteRaw(id)} that can be undone`;
  const hint = listCommits(commits).length > 0 ? '`layover undo` lists those that can.' : 'None can.';
  return new LayoverError('LAYOVER_COMMIT_UNKNOWN', message, { hint });
}
//# sourceMappingURL=undo.js.map
