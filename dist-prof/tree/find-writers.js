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
 * Whether a tree has come to rest. That every process of a job has been reaped is the first proof; a descriptor that one
 * of them handed to a process elsewhere outlives it, and shows here: the kernel gives no read lease on a file that
 * anybody has open, or mapped, for writing, through an overlay as well (fcntl(2), "Leases").
 */
import { joinRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { S_IFDIR, S_IFMT, S_IFREG } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { OpenDirectories } from './open-directories.js';

const OPEN_MAX = 48;
/** Looks at every regular file; stops at the first that is busy. Symlinks, devices and FIFOs are never opened. */
export function findWriters(roots, check = () => undefined) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const directories = __addDisposableResource(env_1, new OpenDirectories(roots, OPEN_MAX), false);
    const count = { proven: 0, unproven: 0 };
    for (const [tree] of roots.entries()) {
      const pending = [ROOT_PATH];
      for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
        check();
        const parent = path;
        const entries = directories.withReadable({ tree, path }, (fd) => syscalls.readDirectoryStats(fd));
        const dirfd = directories.get(tree, path);
        for (const [name, { mode }] of entries) {
          const type = mode & S_IFMT;
          if (type === S_IFDIR) pending.push(joinRaw(parent, name));
          if (type !== S_IFREG) continue;
          const state = tryLease(dirfd, name);
          if (state === 'busy') return { ...count, busy: joinRaw(parent, name) };
          count[state] += 1;
        }
      }
    }
    return count;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
// Without leases: NFS, FUSE, a kernel built without them. Without permission: another's file, rootless.
const NO_LEASE = ['EACCES', 'EPERM', 'EINVAL', 'ENOLCK', 'EOPNOTSUPP', 'ENOSYS'];
function tryLease(dirfd, name) {
  try {
    return syscalls.hasWriter(dirfd, name) ? 'busy' : 'proven';
  } catch (error) {
    if (hasErrno(error, ...NO_LEASE)) return 'unproven';
    throw error;
  }
}
//# sourceMappingURL=find-writers.js.map
