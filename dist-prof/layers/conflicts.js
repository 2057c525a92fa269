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

import { CARRIER, describeContent, OPAQUE } from './content.js';
import { LayerLease } from './lock.js';
import { layerPath } from './store.js';
import { readManifest } from './verify.js';
/** The first path that both changed, and not to the same. Directories that both have are none. */
export function findConflict(store, left, right) {
  if (left === right) return undefined;
  const [mine, theirs] = [contentOf(store, left), contentOf(store, right)];
  return firstClash(mine, theirs) ?? firstClash(theirs, mine);
}
function contentOf(store, id) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const _lease = __addDisposableResource(env_1, new LayerLease(store, [layerPath(store, id)]), false);
    return new Map(readManifest(store, id).map((entry) => [entry.path, describeContent(entry)]));
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** Where something lies below a path, a manifest has the path itself: so looking at each is enough. */
function firstClash(one, other) {
  for (const [path, mine] of one) {
    const theirs = other.get(path);
    if (theirs === undefined || (is(mine, CARRIER) && is(theirs, CARRIER))) continue;
    if (mine !== theirs || is(mine, OPAQUE)) return path;
  }
  return undefined;
}
function is(content, kind) {
  return content.startsWith(`${kind} `);
}
//# sourceMappingURL=conflicts.js.map
