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

/** From a job's changes to a named layer, in one go. */
import { jsonPath } from '../base/bytes-path.js';
import { explainingDevice } from './device-failure.js';
import { LayerLease } from './lock.js';
import { planLayer } from './plan-layer.js';
import { publishLayer } from './publish.js';
import { findLayer } from './record.js';
import { listRefs, parseRefName } from './refs.js';
import { sealStaging, stageTree } from './stage.js';
import { Staging } from './staging.js';
import { findLayerOf, treePath } from './store.js';
/**
 * Stores changes as a layer on top of what their part was run over, and names the chain. `changes` are of that one
 * part, sorted, their paths from its own root. Synchronous: for a worker, never for the main thread.
 */
export function commitLayer(changes, options) {
  parseRefName(options.name);
  return explainingDevice(`The layer ${options.name} cannot be stored`, () => storeLayer(changes, options));
}
function storeLayer(changes, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { store, part, name, createdBy, style } = options;
    const lowers = unmerge(store, part.lowers);
    const _lease = __addDisposableResource(
      env_1,
      new LayerLease(store, [...part.lowers, ...lowers, part.upper]),
      false,
    );
    const below = chainOf(store, lowers);
    const staging = __addDisposableResource(env_1, new Staging(store), false);
    const entries = stageTree(staging, planLayer(changes, part), options);
    const staged = sealStaging(staging, entries, { below, createdBy, marks: style });
    const { isNew } = publishLayer(store, staged, { name, below, config: findConfigOf(store, below) });
    // Of the layer as it lies there: another may have made it first.
    return { record: findLayer(store, staged.record.id) ?? staged.record, isNew };
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** With each merged layer's own ones in its place, so that a chain says what it was made of; unless some are gone. */
function unmerge(store, lowers) {
  return lowers.flatMap((lower) => {
    const id = findLayerOf(store, lower);
    const merges = id === undefined ? undefined : findLayer(store, id)?.merges;
    const isWhole = merges?.every((one) => findLayer(store, one) !== undefined);
    return merges !== undefined && isWhole ? merges.map((one) => treePath(store, one)) : [lower];
  });
}
/** The chain that a job's lowers are. */
export function chainOf(store, lowers) {
  return lowers.map((lower) => {
    const layer = findLayerOf(store, lower);
    return layer === undefined ? { directory: jsonPath(lower) } : { layer };
  });
}
/** How the image below is run, so that what is committed on top runs alike: that of a name which stands for just this chain. */
export function findConfigOf(store, below) {
  const wanted = JSON.stringify(below);
  const named = listRefs(store).filter(({ chain }) => JSON.stringify(chain) === wanted);
  return named.find(({ config }) => Object.keys(config).length > 0)?.config ?? {};
}
//# sourceMappingURL=commit-layer.js.map
