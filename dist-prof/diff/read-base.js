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

import { joinRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { Lowers } from './lowers.js';
import { PartTrees, UPPER_TREE } from './part-trees.js';
/**
 * What the lowers show where a job changed something: each path, and all that lies below a directory which is gone or
 * something else now. `changes` are those of this part, sorted.
 */
export function* readBase(part, changes, { check } = {}) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const trees = __addDisposableResource(env_1, new PartTrees(part), false);
    const reader = new BaseReader(trees, new Lowers(trees, part), part.at);
    for (const change of changes) {
      check?.();
      if (change.before === undefined)
        yield { path: change.path, item: undefined, change, open: openNothing };
      else yield* reader.read(change);
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function openNothing() {
  throw new Error('There is nothing to open');
}
class BaseReader {
  #trees;
  #lowers;
  #at;
  #parent;
  constructor(trees, lowers, at) {
    this.#trees = trees;
    this.#lowers = lowers;
    this.#at = at;
  }
  *read(change) {
    const path = this.#at === '' ? change.path : change.path.slice(this.#at.length + 1);
    if (path === '') {
      yield this.#found(path, this.#root(), change);
      return;
    }
    const { parent, name } = splitRaw(path);
    const shown = this.#lowers.lookup(this.#stackOf(parent), name);
    if (shown === undefined) return;
    yield this.#found(path, shown.item, change);
    const isGone = change.kind === 'deleted' || change.kind === 'replaced';
    if (isGone && shown.item.entry.type === 'directory') yield* this.#below(path, shown.stack);
  }
  *#below(path, stack) {
    const pending = [{ path, stack }];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (const name of this.#lowers.namesIn(at.stack)) {
        const shown = this.#lowers.lookup(at.stack, name);
        if (shown === undefined) continue;
        const child = joinRaw(at.path, name);
        yield this.#found(child, shown.item, undefined);
        if (shown.item.entry.type === 'directory') pending.push({ path: child, stack: shown.stack });
      }
      this.#trees.forgetListings();
    }
  }
  #found(path, item, change) {
    return { path: joinRaw(this.#at, path), item, change, open: () => this.#trees.openFile(item) };
  }
  #root() {
    return this.#trees.readItem({ tree: UPPER_TREE + 1, path: ROOT_PATH }, { name: ROOT_PATH });
  }
  #stackOf(parent) {
    if (this.#parent?.path !== parent) {
      this.#trees.forgetListings();
      this.#parent = { path: parent, stack: this.#lowers.resolve(parent) };
    }
    return this.#parent.stack;
  }
}
//# sourceMappingURL=read-base.js.map
