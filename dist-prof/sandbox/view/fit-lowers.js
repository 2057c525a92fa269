/** Stacks of lowers that are higher than an overlay takes: layers of theirs are mounted as one, made once and kept. */
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

import { LayoverError } from '../../base/errors.js';
import { planMerge } from '../../layers/plan-merge.js';
import { findLayer } from '../../layers/record.js';
import { findRef } from '../../layers/refs.js';
import { treePath } from '../../layers/store.js';
import { LOWERS_MAX } from '../../overlay/driver.js';
import { lockKey } from '../state/key-lock.js';
/** The same, with no place that has more lowers than one overlay takes. */
export async function fitLowers(resolved, machine, asker) {
  const { view } = resolved;
  const { lowers, places = [] } = view;
  if ([{ lowers }, ...places].every((place) => place.lowers.length <= LOWERS_MAX)) return resolved;
  const fitted = [];
  for (const place of places) fitted.push({ ...place, lowers: await fit(place.lowers, machine, asker) });
  return { ...resolved, view: { ...view, lowers: await fit(lowers, machine, asker), places: fitted } };
}
async function fit(lowers, machine, asker) {
  const plan = planMerge(machine.home.store, lowers);
  const id = plan && (await findOrMerge(plan, machine, asker));
  const fitted =
    plan === undefined || id === undefined
      ? lowers
      : lowers.toSpliced(plan.start, plan.ids.length, treePath(machine.home.store, id));
  if (fitted.length <= LOWERS_MAX) return fitted;
  const message = `${fitted.length} lowers are more than an overlay can have: ${LOWERS_MAX} is the most`;
  throw new LayoverError('LAYOVER_LOWER_INVALID', message, {
    hint: 'Merge some of them into one directory, or import them: layers of the store are merged where they follow each other.',
  });
}
async function findOrMerge(plan, machine, { signal, onNotice }) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const known = findMerged(plan, machine);
    if (known !== undefined) return known;
    const { ids, isLowest, name } = plan;
    const _lock = __addDisposableResource(
      env_1,
      await lockKey(machine.home, `merge-${name.slice(-64)}`, signal),
      false,
    );
    // Another runner may have made it meanwhile.
    const made = findMerged(plan, machine);
    if (made !== undefined) return made;
    onNotice?.(`merging ${ids.length} layers into one, which later jobs use as well`);
    const { store } = machine.home;
    const style = machine.mode === 'root' ? 'trusted' : 'user';
    const trees = await machine.trees();
    return await trees.run('mergeLayers', { store, style, ids, isLowest, name }, { signal });
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function findMerged({ name }, { home: { store } }) {
  const [link] = findRef(store, name)?.chain ?? [];
  return link !== undefined && 'layer' in link ? findLayer(store, link.layer)?.id : undefined;
}
//# sourceMappingURL=fit-lowers.js.map
