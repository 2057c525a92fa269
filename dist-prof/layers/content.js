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

/** What a layer is but for times: two jobs that make the same make it at times of their own. */
import { createHash } from 'node:crypto';
import { LayerLease } from './lock.js';
import { layerPath } from './store.js';
import { readManifest } from './verify.js';
/** A directory that only carries what is in it, and one that hides what lies below. */
export const CARRIER = 'directory';
export const OPAQUE = 'opaque';
/** What is at one path, as text that is the same for the same. */
export function describeContent(entry) {
  if (entry.kind === 'deleted') return 'deleted';
  if (entry.kind === 'link') return `link ${entry.to}`;
  const { object, isOpaque, sha256 = '' } = entry;
  const { type, mode, uid, gid, target = '', device, xattrs } = object;
  const attributes = xattrs.map(([name, value]) => `${name}=${Buffer.from(value).toString('base64')}`);
  const about = JSON.stringify([mode, uid, gid, target, device ?? null, sha256, attributes]);
  if (type === 'directory') return `${isOpaque ? OPAQUE : CARRIER} ${about}`;
  return `${type} ${about}`;
}
/** The same for layers that differ in times only. */
export function digestContent(store, id) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const _lease = __addDisposableResource(env_1, new LayerLease(store, [layerPath(store, id)]), false);
    const hash = createHash('sha256');
    for (const entry of readManifest(store, id))
      hash.update(`${entry.path.length}:${entry.path} ${describeContent(entry)}\n`, 'latin1');
    return hash.digest('hex');
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
//# sourceMappingURL=content.js.map
