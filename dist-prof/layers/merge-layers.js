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

/** Making one layer of several that lie on each other, for overlays that cannot take them all. */
import { splitRaw } from '../base/bytes-path.js';
import { syscalls } from '../native/syscalls.js';
import { Sources } from '../tree/sources.js';
import { explainingDevice } from './device-failure.js';
import { LayerLease } from './lock.js';
import { MergedChanges } from './merged-changes.js';
import { publishLayer } from './publish.js';
import { getLayer } from './record.js';
import { explaining, finishDirectories, sealStaging } from './stage.js';
import { Staging } from './staging.js';
import { treePath } from './store.js';
import { TreeWriter } from './tree-writer.js';
import { readManifest } from './verify.js';
/**
 * One layer that shows what `ids` show together, wherever it lies in their place; its id. Files are not copied but get
 * a second name, as layers never change: what a job sees of that is a link count that is too high.
 */
export function mergeLayers(input, control) {
  return explainingDevice(`The layer ${input.name} cannot be made`, () => makeMerged(input, control));
}
function makeMerged({ store, style, ids, isLowest, name }, control) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const trees = ids.map((id) => treePath(store, id));
    const _lease = __addDisposableResource(env_1, new LayerLease(store, trees), false);
    const merged = new MergedChanges();
    for (const id of ids.toReversed()) {
      control.check();
      merged.add(readManifest(store, id), treePath(store, id));
    }
    const staging = __addDisposableResource(env_1, new Staging(store), false);
    const paths = [...merged.paths({ isLowest })];
    const stage = __addDisposableResource(
      env_1,
      new MergeStage(staging, style, new Set(sameStyle(store, { ids, style }))),
      false,
    );
    const entries = paths.map((one, index) => {
      control.check();
      control.onProgress(index + 1, paths.length);
      return explaining(one.path, () => stage.make(one));
    });
    stage.finish(entries);
    const about = { below: [], merges: ids, createdBy: `${ids.length} layers in one`, marks: style };
    const staged = sealStaging(staging, entries, about);
    return publishLayer(store, staged, { name, below: [] }).record.id;
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** The trees whose marks are written as the new one's: their objects can be used as they are. */
function sameStyle(store, { ids, style }) {
  return ids.filter((id) => getLayer(store, id).marks === style).map((id) => treePath(store, id));
}
class MergeStage {
  #writer;
  #sources = new Sources();
  #lenders;
  #firsts = new Map();
  constructor(staging, style, lenders) {
    this.#writer = new TreeWriter(staging.tree, { style });
    this.#lenders = lenders;
  }
  make({ path, merged, isOpaque }) {
    if (merged === undefined) {
      this.#writer.makeWhiteout(path);
      return { kind: 'deleted', path };
    }
    const { object, sha256 } = merged;
    if (object.type === 'directory') {
      this.#writer.makeDirectory(path);
      return { kind: 'object', path, object, ...(isOpaque && { isOpaque }) };
    }
    const first = this.#firsts.get(merged);
    if (first !== undefined) {
      this.#writer.link(first, path);
      return { kind: 'link', path, to: first };
    }
    this.#firsts.set(merged, path);
    this.#makeObject(path, merged);
    return { kind: 'object', path, object, ...(sha256 !== undefined && { sha256 }) };
  }
  finish(entries) {
    finishDirectories(this.#writer, entries);
  }
  [Symbol.dispose]() {
    this.#writer[Symbol.dispose]();
    this.#sources.close();
  }
  #makeObject(path, { object, root, path: from }) {
    const entry = { ...object, source: { root, path: from } };
    if (this.#lenders.has(root) && this.#lend(path, entry)) return;
    this.#writer.copy(path, entry, this.#sources);
  }
  #lend(path, entry) {
    const { parent, name } = splitRaw(entry.source.path);
    const dirfd = this.#sources.openDirectory(entry.source.root, parent);
    try {
      return this.#writer.adopt({ dirfd, name }, path, entry);
    } finally {
      syscalls.close(dirfd);
    }
  }
}
//# sourceMappingURL=merge-layers.js.map
