/** Where two lists of layers differ in content: what somebody is told who asks why something is made again. */
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

import { LayoverError } from '../base/errors.js';
import { CARRIER, describeContent } from './content.js';
import { LayerLease } from './lock.js';
import { layerPath } from './store.js';
import { readManifest } from './verify.js';

const SHOWN_MAX = 5;
/** Undefined where a layer is gone, so that nothing can be said. Directories that only carry what is in them are no difference. */
export function compareLayers(store, before, after) {
  try {
    const [old, now] = [contentsOf(store, before), contentsOf(store, after)];
    const all = [...new Set([...old.keys(), ...now.keys()])];
    const paths = all.filter((path) => old.get(path) !== now.get(path)).sort();
    return { paths: paths.slice(0, SHOWN_MAX), count: paths.length };
  } catch (error) {
    if (error instanceof LayoverError) return undefined;
    throw error;
  }
}
function contentsOf(store, ids) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const _lease = __addDisposableResource(
      env_1,
      new LayerLease(
        store,
        ids.map((id) => layerPath(store, id)),
      ),
      false,
    );
    const entries = ids.flatMap((id) => readManifest(store, id));
    const described = entries.map((entry) => [entry.path, describeContent(entry)]);
    return new Map(described.filter(([, content]) => !content.startsWith(`${CARRIER} `)));
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
//# sourceMappingURL=compare-layers.js.map
