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

/** Taking a commit back: after a failure, after a crash, or because somebody wants it undone. */
import { rmdirSync } from 'node:fs';
import { fsPath, quoteRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { Exchange } from './exchange.js';
import { makeStash, removeStash } from './stash.js';
import { TargetTree } from './target-tree.js';
import { volumePath } from './volumes.js';
/**
 * Puts everything back as it was, and forgets the commit. It can be killed at any point and done again: what is on disk
 * tells how far it came. Where somebody else has changed a place since, that stays, what was displaced there is kept, and both
 * are answered.
 */
export function takeBack(journal) {
  requireTarget(journal.header);
  const { operations, touched } = journal.readOperations();
  for (const { stash } of journal.header.volumes) restoreStash(stash, journal.path);
  const left = reverseAll();
  if (left.length === 0) forget(journal);
  return left;
  function reverseAll() {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const exchange = __addDisposableResource(env_1, new Exchange(journal.header), false);
      const found = [];
      for (const operation of operations.toReversed()) {
        const reason = exchange.reverse(operation);
        if (reason !== undefined) found.push({ path: operation.path, reason });
      }
      exchange.restoreTimes(touched);
      syncTarget(journal.header);
      return found;
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      __disposeResources(env_1);
    }
  }
}
/** Removes all that is left of a commit that changed nothing or was taken back. */
export function forget(journal) {
  removeStashes(journal.header);
  if (journal.header.madeTarget) removeEmptyTarget(journal.header);
  journal.remove();
}
/** Removes them, and gives the directories they were in their times back. */
function removeStashes({ volumes }) {
  for (const { stash, holder } of volumes) {
    removeStash(stash);
    if (holder) restoreHolder(holder);
  }
}
/** The time shows nothing but that a stash came and went. */
function restoreHolder({ path, ino, mtimeNs }) {
  try {
    if (findIno(path) === ino) syscalls.utimes(AT_FDCWD, path, { mtimeNs: BigInt(mtimeNs) });
  } catch {
    // Somebody else's directory.
  }
}
/** Waits until all of the file systems that are changed are on disk. */
export function syncTarget({ target, volumes }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const tree = __addDisposableResource(
      env_2,
      new TargetTree(
        target,
        volumes.map(({ at }) => at),
      ),
      false,
    );
    for (const { at } of volumes) tree.withReadable(at, (fd) => syscalls.syncfs(fd));
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
/** The directory that the commit was for must be there, under its name, and so must all that was mounted in it. */
export function requireTarget({ id, target, targetIno, volumes }) {
  requireDirectory(id, target, targetIno);
  for (const { at, ino } of volumes) requireDirectory(id, volumePath(target, at), ino);
}
function requireDirectory(id, path, wanted) {
  const ino = findIno(path);
  if (ino === wanted) return;
  const what = ino === undefined ? 'is not there' : 'is another directory now';
  const message = `${quoteRaw(path)}, which commit ${id} changed, ${what}`;
  throw new LayoverError('LAYOVER_COMMIT_TARGET', message, {
    hint: 'Put it back, or mount it, and try again.',
  });
}
function findIno(target) {
  try {
    return String(syscalls.stat(AT_FDCWD, target).ino);
  } catch {
    return undefined;
  }
}
/** One that had nothing in it was not kept. */
function restoreStash(stash, home) {
  try {
    makeStash(stash, home);
  } catch {
    // It is there.
  }
}
function removeEmptyTarget({ target }) {
  try {
    rmdirSync(fsPath(target));
  } catch {
    // Somebody has put something into it.
  }
}
//# sourceMappingURL=take-back.js.map
