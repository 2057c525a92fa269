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

/** Making a tree nobody else's: layers have files of the uppers they were made from, as second names of one inode. */
import { joinRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { AT_FDCWD, RENAME_EXCHANGE } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { copyTree } from './copy-tree.js';
import { typeOfMode } from './entry.js';
import { isWhiteout } from './marks.js';
import { OpenDirectories } from './open-directories.js';
import { removeTree } from './remove.js';

const OPEN_MAX = 48;
const COPY_SUFFIX = '.own';
/**
 * Puts a copy in the place of each tree that shares an inode with something outside it: what writes there next writes
 * to nothing else. A crash leaves the tree or its copy in the place, whole, and perhaps the other one beside it.
 */
export function ownTrees(roots, check) {
  for (const root of roots) if (isShared(root, check)) replaceByCopy(root, check);
}
function replaceByCopy(root, check) {
  const { parent, name } = splitRaw(root);
  const copyName = `${name}${COPY_SUFFIX}`;
  const copy = joinRaw(parent, copyName);
  removeTree(parent, copyName);
  syscalls.mkdir(AT_FDCWD, copy, 0o700);
  copyTree(root, copy, check);
  syscalls.rename({ dirfd: AT_FDCWD, name: copy }, { dirfd: AT_FDCWD, name: root }, RENAME_EXCHANGE);
  removeTree(parent, copyName);
}
/** Whether an inode has more names than the tree has of it. Whiteouts go for nothing: no layer has an upper's. */
function isShared(root, check) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const missing = new Map();
    const directories = __addDisposableResource(env_1, new OpenDirectories([root], OPEN_MAX), false);
    const pending = [ROOT_PATH];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      const at = path;
      const entries = directories.withReadable({ tree: 0, path }, (fd) => syscalls.readDirectoryStats(fd));
      for (const [name, stat] of entries) {
        check();
        if (typeOfMode(stat.mode) === 'directory') pending.push(joinRaw(at, name));
        else if (stat.nlink > 1 && !isWhiteout(stat)) countName(missing, stat);
      }
    }
    return [...missing.values()].some((count) => count > 0);
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function countName(missing, { ino, nlink }) {
  missing.set(ino, (missing.get(ino) ?? nlink) - 1);
}
//# sourceMappingURL=own-tree.js.map
