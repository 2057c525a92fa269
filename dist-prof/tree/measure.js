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

import { joinRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { S_IFDIR, S_IFMT } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { OpenDirectories } from './open-directories.js';

const OPEN_MAX = 48;
/** What an inode and its name take, so that a flood of empty files counts as well. */
export const ENTRY_BYTES = 1_024;
/** What trees take of their disk; stops once either is more than `enough`. They may change meanwhile. */
export function measureTrees(roots, enough) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const directories = __addDisposableResource(env_1, new OpenDirectories(roots, OPEN_MAX), false);
    let [bytes, entries] = [0, 0];
    const isEnough = () => bytes > enough.bytes || entries > enough.entries;
    for (const [tree] of roots.entries()) {
      const pending = [ROOT_PATH];
      for (let path = pending.pop(); path !== undefined && !isEnough(); path = pending.pop()) {
        const parent = path;
        for (const [name, stat] of listEntries(directories, { tree, path })) {
          entries += 1;
          bytes += bytesOf(stat);
          if ((stat.mode & S_IFMT) === S_IFDIR) pending.push(joinRaw(parent, name));
        }
      }
    }
    return { bytes, entries };
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function bytesOf({ blocks, nlink, mode }) {
  const names = (mode & S_IFMT) === S_IFDIR ? 1 : Math.max(1, nlink);
  return (blocks * 512) / names + ENTRY_BYTES;
}
/** Nothing where the directory has gone or become something else: whoever asks asks again. */
function listEntries(directories, place) {
  try {
    return directories.withReadable(place, (fd) => syscalls.readDirectoryStats(fd));
  } catch (error) {
    if (hasErrno(error, 'ENOENT', 'ENOTDIR', 'EACCES')) return [];
    if (error instanceof LayoverError && error.code === 'LAYOVER_TREE_CHANGED') return [];
    throw error;
  }
}
//# sourceMappingURL=measure.js.map
