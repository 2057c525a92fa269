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
 * A commit to a directory as a transaction. Its steps, of which each may be the last one:
 *
 *   stage      everything new is made in the stash, on the target's file system, complete      state `staging`
 *   sync       the stash, then the list of operations: from here on they can be taken back
 *   exchange   one rename for each path; what was there goes into the stash                    state `applying`
 *   verify     what was displaced is what the plan saw, and what is new is in its place
 *   sync       the target, then the state: from here on the commit is done                     state `committed`
 *
 * A failure, a conflict and a cancellation take back what was done; a crash leaves that to the next start.
 */
import { fsyncSync } from 'node:fs';
import { joinRaw, quoteRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import { syncTree } from '../layers/durable.js';
import { Exchange } from './exchange.js';
import { Journal } from './journal.js';
import { stageAll } from './stage-all.js';
import { removeStash } from './stash.js';
import { forget, syncTarget, takeBack } from './take-back.js';
import { volumeOf, volumePath } from './volumes.js';
/** Does what was planned, whole or not at all. Answers with the name of the commit; undefined where there was nothing to do. */
export function runTransaction(planned, transaction) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { target, commits, job, madeTarget } = transaction;
    const todo = planned.filter(({ action }) => action !== 'same' && action !== 'skip');
    if (todo.length === 0) return undefined;
    const journal = __addDisposableResource(
      env_1,
      Journal.create(commits, { target: target.path, job }),
      false,
    );
    let isApplying = false;
    let operations = [];
    try {
      operations = stageAll(todo, transaction, journal);
      const touched = findTouched(operations, target);
      journal.writeOperations(operations, touched);
      journal.update({ state: 'applying' });
      isApplying = true;
      exchange(operations, transaction, journal);
      syncParents(target, touched, journal.header);
      journal.update({ state: 'committed', applied: transaction.applied, madeTarget });
    } catch (error) {
      throw isApplying ? rolledBack(journal, error) : unstaged(journal, error);
    }
    dropEmptyStashes(journal, operations);
    return journal.header.id;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function exchange(operations, transaction, { header }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const { target, policy, report, checkCanceled, from } = transaction;
    const doing = __addDisposableResource(env_2, new Exchange(header), false);
    for (const operation of operations) {
      checkCanceled?.();
      report.strip(joinRaw(from, operation.path), doing.apply(operation, policy));
    }
    // From the root anew: a directory that was moved away meanwhile took its changes with it.
    const verifying = __addDisposableResource(env_2, new Exchange(header), false);
    const gone = verifying.findMoved();
    if (gone !== undefined) throw moved(volumePath(target.path, gone), target.path);
    for (const operation of operations) {
      verifying.check(operation);
      if (!verifying.isInPlace(operation)) throw moved(operation.path, target.path);
    }
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
function moved(path, target) {
  const message = `${quoteRaw(path)} was moved or replaced in ${quoteRaw(target)} while the commit was at it`;
  return new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    hint: 'Look at what else writes there, then commit again.',
  });
}
function findTouched(operations, target) {
  const renames = operations.filter(({ kind }) => kind !== 'attributes');
  const parents = new Set(renames.map(({ path }) => splitRaw(path).parent));
  return [...parents].flatMap((path) => {
    const located = target.locate(path);
    if (located.kind !== 'spot' || located.stat === undefined) return [];
    const { ino, mtimeNs } = located.stat;
    return [{ path, ino, mtimeNs }];
  });
}
// Each fsync waits for the disk; past this many, one wait for the whole file system is shorter.
const SYNC_EACH_MAX = 96;
function syncParents(target, touched, { volumes }) {
  if (touched.length > SYNC_EACH_MAX) return syncTarget({ target: target.path, volumes });
  for (const { path } of touched) target.withReadable(path, fsyncSync);
  for (const { stash } of volumes) syncTree(stash, [ROOT_PATH]);
}
function unstaged(journal, error) {
  try {
    forget(journal);
  } catch {
    // The next start removes it; the error that led here says more.
  }
  return error;
}
/** The error, once everything is back as it was; it says so where something is not. */
function rolledBack(journal, error) {
  const { target, id } = journal.header;
  try {
    const left = takeBack(journal);
    if (left.length === 0) return error;
    journal.update({ state: 'stuck' });
    return new LayoverError(
      'LAYOVER_COMMIT_CONFLICT',
      `${messageOf(error)}; ${quoteRaw(target)} was put back, but for what others changed`,
      {
        cause: error,
        details: left.map(({ path, reason }) => `${quoteRaw(path)}: ${reason}`),
        hint: `What stood there before is kept: layover undo ${id} tries again.`,
      },
    );
  } catch (failure) {
    const message = `${messageOf(error)}; the commit could not be taken back yet: ${messageOf(failure)}`;
    return new LayoverError('LAYOVER_COMMIT_TARGET', message, {
      cause: error,
      hint: `The next layover command tries again; the target ${quoteRaw(target)} is half-changed until then.`,
    });
  }
}
/** In or beside a target nothing is left lying about that nobody needs. */
function dropEmptyStashes(journal, operations) {
  const { volumes } = journal.header;
  const roots = volumes.map(({ at }) => at);
  for (const [index, { stash }] of volumes.entries()) {
    if (stash.startsWith(`${journal.path}/`)) continue;
    const own = operations.filter(({ path }) => volumeOf(path, roots) === index);
    if (own.every(({ kind }) => kind === 'create' || kind === 'attributes')) removeStash(stash);
  }
}
//# sourceMappingURL=transaction.js.map
