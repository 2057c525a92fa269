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

/** From changes to what a layer has to hold: every path in order, with the directories above it. */
import { ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { linkGroupOf } from '../diff/change.js';
import { Lowers } from '../diff/lowers.js';
import { PartTrees, UPPER_TREE } from '../diff/part-trees.js';
import { View } from '../diff/view.js';
/**
 * What a layer of these changes holds, in the order of a manifest; their paths are those of the part. An overlay
 * shows a directory as its topmost layer has it, so the directories above a change are there as the view shows them.
 */
export function planLayer(changes, part) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const directories = new Set();
    const planned = [];
    const view = __addDisposableResource(env_1, new DirectoriesOfView(part), false);
    for (const change of changes) {
      for (const path of missingAbove(change.path, directories)) {
        directories.add(path);
        planned.push({ path, entry: view.get(path), isOpaque: false });
      }
      if (change.after?.type === 'directory') directories.add(change.path);
      planned.push(planOne(change));
    }
    return planned.length > 0 ? planned : [{ path: ROOT_PATH, entry: view.get(ROOT_PATH), isOpaque: false }];
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function planOne(change) {
  const { path, kind, after } = change;
  // What was there may hide a directory further down, which must not show through the new one.
  const isOpaque = kind === 'replaced' && after?.type === 'directory';
  return { path, entry: after, isOpaque, group: linkGroupOf(change) };
}
/** The topmost first. */
function missingAbove(path, known) {
  const missing = [];
  for (let at = path; at !== ROOT_PATH; ) {
    at = splitRaw(at).parent;
    if (known.has(at)) break;
    missing.push(at);
  }
  return missing.reverse();
}
/** Directories as the view shows them, each read once. */
class DirectoriesOfView {
  #trees;
  #view;
  #known = new Map();
  constructor(part) {
    this.#trees = new PartTrees(part);
    this.#view = new View(this.#trees, new Lowers(this.#trees, part), part.marks);
  }
  get(path) {
    return this.#resolve(path).entry;
  }
  [Symbol.dispose]() {
    this.#trees[Symbol.dispose]();
  }
  #resolve(path) {
    const known = this.#known.get(path) ?? (path === ROOT_PATH ? this.#readRoot() : this.#read(path));
    this.#known.set(path, known);
    return known;
  }
  #readRoot() {
    const { entry } = this.#trees.readItem({ tree: UPPER_TREE, path: ROOT_PATH }, { name: ROOT_PATH });
    return { entry, directory: this.#view.root() };
  }
  #read(path) {
    const { parent, name } = splitRaw(path);
    const above = this.#resolve(parent);
    above.upper ??= this.#view.upperNames(above.directory);
    const shown = this.#view.show(above.directory, name, { upper: above.upper });
    if (shown?.item.entry.type !== 'directory') throw new Error(`A change lies below ${path}, no directory`);
    const { item, isInUpper, stack } = shown;
    return { entry: item.entry, directory: { path, isInUpper, stack } };
  }
}
//# sourceMappingURL=plan-layer.js.map
