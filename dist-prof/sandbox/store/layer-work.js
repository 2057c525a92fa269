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

/** What pipelines do with layers beside running on them: inputs become layers, layers are compared, applied and held. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { hostPath, isBelow, ROOT_PATH } from '../../base/bytes-path.js';
import { hasErrno, LayoverError } from '../../base/errors.js';
import { LayerLease, withStoreLock } from '../../layers/lock.js';
import { findLayer } from '../../layers/record.js';
import { findRef, removeRef } from '../../layers/refs.js';
import { treePath } from '../../layers/store.js';
import { resolveCode } from '../../worker/code-roots.js';
import { resolveDirectory } from '../definition/lowers.js';
import { lockKey } from '../state/key-lock.js';
import { readReport } from '../trees/read-report.js';
import { findBasis } from './basis.js';
export class LayerWork {
  #context;
  constructor(context) {
    this.#context = context;
  }
  /** The project as it is now, once for each selection, as layers. */
  async takeSnapshots(project, selections, options) {
    const { home, mode } = this.#context;
    const { real } = resolveDirectory(hostPath(project), 'project');
    const name = createHash('sha256').update(real, 'latin1').digest('hex');
    const state = hostPath(home.path);
    const input = {
      store: home.store,
      style: styleOf(mode),
      project: real,
      selections,
      knownFile: join(home.cache, 'files', name),
      apart: isBelow(state, real) ? state.slice(real.length + 1) : undefined,
    };
    return await (await this.#context.trees()).run('takeSnapshots', input, options);
  }
  /** Of each of them. */
  async identify(roots, options) {
    return await (await this.#context.trees()).run('identifyTrees', { roots }, options);
  }
  /** The first of the pairs of layers that changed the same path. */
  async findConflict(pairs, options) {
    if (pairs.length === 0) return undefined;
    const trees = await this.#context.trees();
    return await trees.run('findConflict', { store: this.#context.home.store, pairs }, options);
  }
  /** Paths that differ between two lists of layers, the first of them; undefined where a layer is gone. */
  async compare(before, after, options) {
    const { store } = this.#context.home;
    return await (await this.#context.trees()).run('compareLayers', { store, before, after }, options);
  }
  /** Applies a layer's changes to a directory, as a job's would be. */
  async apply({ layer, below, to, onConflict, job, ...options }) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const { from, only, except, ...task } = options;
      const { store, path, commits } = this.#context.home;
      const _lease = __addDisposableResource(env_1, this.hold([layer, ...below]), false);
      const marks = findLayer(store, layer)?.marks ?? 'user';
      const lowers = below.map((id) => treePath(store, id));
      const parts = [{ at: ROOT_PATH, lowers, upper: treePath(store, layer), marks }];
      const choice = { from: from, only, except };
      const trees = await this.#context.trees();
      const state = { home: hostPath(path), commits: hostPath(commits) };
      const input = {
        parts,
        mountPoints: [],
        ...choice,
        ...state,
        target: hostPath(to),
        onConflict,
        job,
      };
      return await readReport((onItems) => trees.run('commitDirectory', input, { ...task, onItems }));
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      __disposeResources(env_1);
    }
  }
  /** Adds a layer to a directory of plain files. */
  async save(id, directory) {
    const { store } = this.#context.home;
    await (await this.#context.trees()).run('saveLayer', { store, id, directory });
  }
  /** Brings a layer in from such a directory, and names it; false where it is not there whole. */
  async load(id, name, directory) {
    const { home, mode } = this.#context;
    const input = { store: home.store, id, name, style: styleOf(mode), directory };
    return await (await this.#context.trees()).run('loadLayer', input);
  }
  /** What a sandbox stands on; names are looked up in this runner's store. */
  async findBasis(sandbox) {
    return await findBasis(sandbox, this.#context.home.path);
  }
  /** The directories of the host that a worker's module is loaded from. */
  codeRoots(worker) {
    return resolveCode(worker, this.#context.home.path).roots;
  }
  /** The layers of a name's chain, the topmost first; none where there is no such name. */
  chainOf(name) {
    const chain = findRef(this.#context.home.store, name)?.chain ?? [];
    return chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
  }
  /** Waits until no other process holds `key`. */
  async lockKey(key, signal) {
    return await lockKey(this.#context.home, key, signal);
  }
  /** Whether the store has all of these. */
  hasLayers(ids) {
    return ids.every((id) => findLayer(this.#context.home.store, id) !== undefined);
  }
  /** Keeps layers from being collected until it is disposed of. One that is gone is LAYOVER_LAYER_UNKNOWN. */
  hold(ids) {
    const { store } = this.#context.home;
    return new LayerLease(
      store,
      ids.map((id) => treePath(store, id)),
    );
  }
  /** Takes a name away that may be gone already. */
  forget(name) {
    const { store } = this.#context.home;
    try {
      withStoreLock(store, 'shared', () => removeRef(store, name));
    } catch (error) {
      if (hasErrno(error, 'ENOENT')) return;
      if (!(error instanceof LayoverError) || error.code !== 'LAYOVER_LAYER_UNKNOWN') throw error;
    }
  }
}
function styleOf(mode) {
  return mode === 'root' ? 'trusted' : 'user';
}
//# sourceMappingURL=layer-work.js.map
