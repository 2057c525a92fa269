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

/** Everything that needs the native parts: imported late, so that doctor can say where they are missing. */
import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostPath, splitRaw } from '../../base/bytes-path.js';
import { Cleanup } from '../../base/cleanup.js';
import { mapRootless, takeRange } from '../../jail/id-map.js';
import { countOfIds } from '../../jail/own-map.js';
import { removeTree } from '../../tree/remove.js';
import { startProcessHost, startThreadHost } from '../trees/tree-host.js';
import { checkCorePattern } from './host.js';
import { checkLimits } from './limits.js';
import { checkFilters, checkNamespaces } from './namespaces.js';
import { checkDirectory, checkState, findExisting, makeFolder } from './state.js';
import { startKeeper } from './user-ids.js';
import { checkView } from './view.js';
export async function examine(home, mode) {
  const namespaces = await checkNamespaces(mode); // the first to throw where there is no keeper
  const [filters, limits, core, view] = await Promise.all([
    checkFilters(),
    checkLimits(),
    checkCorePattern(),
    tryJobs(home, mode),
  ]);
  return [...namespaces, ...view, ...filters, ...limits, core];
}
/** Trials lie where jobs would: in the state directory, or in what it would be made in; else in the system's own place. */
async function tryJobs(home, mode) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const existing = await findExisting(home);
    const own = await makeFolder(existing);
    const folder = own ?? (await mkdtemp(join(await realpath(tmpdir()), 'layover-doctor-')));
    const cleanup = __addDisposableResource(env_1, new Cleanup(), true);
    cleanup.defer(() => removeFolder(hostPath(folder)));
    const state = [
      await checkDirectory(home, { existing, isWritable: own !== undefined }),
      ...(own === undefined ? [] : await checkState(own, mode)),
    ];
    const { keeper, map, checks } = await startKeeper(mode);
    if (keeper === undefined) return [...checks, ...state];
    cleanup.defer(async () => await keeper[Symbol.asyncDispose]());
    const trials = await tryView({ folder, mode, keeper, map }, cleanup);
    return [
      ...checks.filter(({ group }) => group === 'view'),
      ...trials,
      ...checks.filter(({ group }) => group !== 'view'),
      ...state,
    ];
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    const result_1 = __disposeResources(env_1);
    if (result_1) await result_1;
  }
}
async function tryView({ folder, mode, keeper, map }, cleanup) {
  const locks = join(folder, 'locks');
  await mkdir(locks);
  const ids = mode === 'root' ? takeRange(locks) : mapRootless(map ? countOfIds(map) : 1, { uid: 0, gid: 0 });
  cleanup.defer(() => ids.release());
  const trees = async () => {
    const host = mode === 'root' ? await startThreadHost(locks) : startProcessHost(keeper.pid, locks);
    cleanup.defer(async () => await host[Symbol.asyncDispose]());
    return host;
  };
  return await checkView({ mode, keeper, ids, folder, trees });
}
function removeFolder(folder) {
  const { parent, name } = splitRaw(folder);
  removeTree(parent === '' ? '/' : parent, name);
}
//# sourceMappingURL=examine.js.map
