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
 * Committing to a directory: afterwards the target is what it was, plus the changes, or just what it was.
 *
 * The target is the user's, the changes are a job's, so the two are kept apart by construction:
 * - Places are reached relative to descriptors below the target's root, without following a symlink or crossing a mount.
 * - What stands at a place is judged against what the job started from (plan.ts); a difference is a conflict.
 * - Everything new is complete before the first place changes hands, by rename (transaction.ts). Nothing is ever written
 *   in place: a second name of a file, or a program that runs from it, keeps its bytes.
 * - What was displaced is kept until `undo` (undo.ts) or until it is too old.
 */
import { isBelow, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { Sources } from '../tree/sources.js';
import { NO_BASE, readBaseRecord } from './base-record.js';
import { guardDeletions } from './deletion-guard.js';
import { openMerge } from './merge-text.js';
import { planChanges } from './plan.js';
import { refuseProtected } from './protected.js';
import {
  emptyDirectoryOf,
  isThere,
  makeUnlessThere,
  notATarget,
  realTarget,
  removeQuietly,
} from './real-target.js';
import { ReportBuilder } from './report.js';
import { selectChanges } from './select.js';
import { STASH_PREFIX } from './stash.js';
import { TargetLock } from './target-lock.js';
import { TargetTree } from './target-tree.js';
import { runTransaction } from './transaction.js';
import { findVolumes, volumePath } from './volumes.js';
/** Applies sorted, complete changes to a directory. Synchronous: for a worker, never for the main thread. */
export function commitToDirectory(changes, asked) {
  const options = { ...asked, target: realTarget(asked.target) };
  const selected = selectForTarget(changes, options);
  const madeTarget = makeUnlessThere(options.target);
  try {
    return withPlan(selected, { changes, options }, (planned, session) => {
      const report = reportOf(planned);
      refuseConflicts(planned, options.target);
      guardDeletions(planned, session.target, options.maxDeletes);
      const applied = countApplied(planned);
      const { commits, job, checkCanceled, onProgress, from = ROOT_PATH } = options;
      const commit = runTransaction(planned, {
        ...session,
        ...{ commits, job, checkCanceled, onProgress, from, madeTarget, applied, report },
      });
      return { ...report.build(), applied, ...(commit !== undefined && { commit }), ...mergedOf(planned) };
    });
  } catch (error) {
    if (madeTarget) removeQuietly(options.target);
    throw error;
  }
}
/** What `commitToDirectory` would do, and what stands in its way. Changes nothing. */
export function planCommit(changes, asked) {
  const real = { ...asked, target: realTarget(asked.target) };
  const selected = selectForTarget(changes, real);
  const options = isThere(real.target) ? real : { ...real, target: emptyDirectoryOf(real.home) };
  return withPlan(selected, { changes, options }, (planned, { target }) => {
    guardDeletions(planned, target, options.maxDeletes);
    return planned;
  });
}
/**
 * The file systems that such a commit would change, in their order. Where there are several, each is exchanged on its own;
 * see volumes.ts. Changes nothing.
 */
export function findCommitVolumes(changes, asked) {
  const options = { ...asked, target: realTarget(asked.target) };
  return volumesFor(ownChanges(selectForTarget(changes, options), baseOf(options)), options.target);
}
function selectForTarget(changes, options) {
  const { target, home, allowProtected } = options;
  if (isBelow(target, home)) throw stateDirectory(target, 'lies in');
  const selected = selectChanges(changes, options);
  const own = isBelow(home, target) ? home.slice(target === '/' ? 1 : target.length + 1) : undefined;
  if (own !== undefined && selected.some(({ path }) => isBelow(path, own)))
    throw stateDirectory(home, 'would be changed by a commit to');
  if (allowProtected !== true) refuseProtected(selected, target);
  return selected;
}
function stateDirectory(target, what) {
  return new LayoverError(
    'LAYOVER_COMMIT_TARGET',
    `The target ${quoteRaw(target)} ${what} the state directory`,
    {
      hint: "Choose another target: jobs and layers are layover's own.",
    },
  );
}
function withPlan(selected, { changes, options }, use) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const base = baseOf(options);
    const own = ownChanges(selected, base);
    const mounts = volumesFor(own, options.target);
    const _lock = __addDisposableResource(env_1, new TargetLock(lockedPaths(options.target, mounts)), false);
    const target = __addDisposableResource(env_1, openTarget(options.target, mounts), false);
    const sources = new Sources();
    try {
      const policy = { faithful: options.faithful === true };
      const { jobDirectory, merge } = options;
      const mergeText = merge && jobDirectory ? openMerge(jobDirectory, base, sources) : undefined;
      const { onConflict = 'fail', includes, from = ROOT_PATH, checkCanceled: check } = options;
      const isFresh = isEmpty(target);
      const planned = planChanges(own, {
        ...{ target, isFresh, base, sources, policy, onConflict, mergeText, includes, from, changes, check },
      });
      return use(planned, { target, mounts, sources, policy });
    } finally {
      sources.close();
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function baseOf({ jobDirectory }) {
  return jobDirectory === undefined ? NO_BASE : readBaseRecord(jobDirectory);
}
/**
 * An upper also holds what was opened for writing and left alone: where the host has changed that since, the comparison
 * with the lowers of now calls it a change, and it is none of the job's.
 */
function ownChanges(selected, { paths }) {
  return paths === undefined ? selected : selected.filter(({ change }) => paths.has(change.path));
}
function volumesFor(selected, target) {
  return findVolumes(
    target,
    selected.map(({ path }) => path),
  );
}
function lockedPaths(target, mounts) {
  const below = mounts.filter(({ at }) => at !== ROOT_PATH);
  return [target, ...below.map(({ at }) => volumePath(target, at))];
}
function isEmpty(target) {
  return target
    .withReadable(ROOT_PATH, (fd) => syscalls.readDirectory(fd))
    .every((name) => name.startsWith(STASH_PREFIX));
}
function reportOf(planned) {
  const report = new ReportBuilder();
  for (const one of planned) if (one.action === 'skip') report.skip(one.change.path, one.reason);
  return report;
}
function countApplied(planned) {
  const applied = planned.filter(({ action }) => action !== 'skip').map(({ change }) => change);
  return new Set(applied.filter((change) => change !== undefined)).size;
}
function mergedOf(planned) {
  const merged = planned.flatMap((one) => (one.action === 'replace' && one.merged ? [one.change.path] : []));
  return merged.length > 0 ? { merged } : {};
}
function refuseConflicts(planned, target) {
  const conflicts = planned.filter((one) => one.action === 'conflict');
  if (conflicts.length === 0) return;
  const count = conflicts.length === 1 ? 'One path' : `${conflicts.length} paths`;
  const message = `${count} of ${quoteRaw(target)} changed since the job ran; nothing was committed`;
  throw new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    details: conflicts.map(({ change, reason }) => `${quoteRaw(change.path)}: ${reason}`),
    hint: "--on-conflict ours takes the job's side, theirs keeps the target's; --merge joins texts.",
  });
}
function openTarget(path, mounts) {
  try {
    return new TargetTree(
      path,
      mounts.map(({ at }) => at),
    );
  } catch (cause) {
    throw notATarget(path, cause);
  }
}
//# sourceMappingURL=to-directory.js.map
