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

/**
 * Equal files of different layers lie on disk once. When a layer is staged, each of its files of a block or more is looked
 * for in the layers that are there. Where the file system shares blocks (btrfs, XFS) it does so, whatever the files are
 * called. Elsewhere the two become one inode, and only if nobody can see it: the same path in both, no other name of
 * either in its layer, and mode, owner, time and xattrs equal. In a chain only the upper of two equal paths is seen, so
 * no job ever sees two paths as hard links that are none; a manifest, hence an id, is the same with and without.
 *
 * Nothing writes to a layer's files: an overlay copies up, and whoever removes a layer takes names away. What is found in
 * a damaged layer is not taken: the kernel compares the bytes, or their digest is worked out again.
 */
import { joinRaw } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { listLayerIds } from './collect.js';
import { compareObjects } from './compare-objects.js';
import { contentKey, findContents, isShareable } from './contents.js';
import { LayerLease } from './lock.js';
import { canShareBlocks, shareBlocks, shareInode } from './share-file.js';
import { layerPath, treePath } from './store.js';
import { readManifest } from './verify.js';

/** So many layers are looked into for one: a content may be in all of them, and be shared with none. */
const LAYERS_MAX = 16;
const OPEN_MAX = 32;
const [LENDER, STAGED] = [0, 1];
/** What several layers that are made together share with those of the store, and with each other. */
export class FileSharing {
  #store;
  /** Layers that are staged, and in no store yet. */
  #staged = [];
  #sharesBlocks;
  constructor(store) {
    this.#store = store;
  }
  /** Lets later ones share with a staged layer. */
  add(tree, entries) {
    this.#staged.push(new Lender(tree, entries));
  }
  /** To be called when all files of a staged tree are made, and before its directories get their times. */
  share(staging, entries, check) {
    const request = { wanted: new Wanted(entries), staging, check };
    for (const lender of this.#staged) this.#shareWith(lender, request);
    for (const id of this.#rank(request.wanted).slice(0, LAYERS_MAX)) {
      if (!request.wanted.isEmpty) this.#shareWithStored(id, request);
    }
  }
  /** The stored layers that may have some of them, that with the most first. */
  #rank(wanted) {
    if (wanted.isEmpty) return [];
    const counts = listLayerIds(this.#store).map((id) => ({
      id,
      count: findContents(this.#store, id, wanted.keys).length,
    }));
    const found = counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
    return found.map(({ id }) => id);
  }
  #shareWithStored(id, request) {
    try {
      const env_1 = { stack: [], error: void 0, hasError: false };
      try {
        const _lease = __addDisposableResource(
          env_1,
          new LayerLease(this.#store, [layerPath(this.#store, id)]),
          false,
        );
        const lender = new Lender(treePath(this.#store, id), readManifest(this.#store, id));
        this.#shareWith(lender, request);
      } catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
      } finally {
        __disposeResources(env_1);
      }
    } catch (error) {
      // One that is gone by now, or damaged, is no help.
      if (!(error instanceof LayoverError) || !PASSED_OVER.includes(error.code)) throw error;
    }
  }
  #shareWith(lender, { wanted, staging, check }) {
    const env_2 = { stack: [], error: void 0, hasError: false };
    try {
      const directories = __addDisposableResource(
        env_2,
        new OpenDirectories([lender.tree, staging.tree], OPEN_MAX),
        false,
      );
      const temporary = joinRaw(staging.path, 'shared');
      for (const entry of wanted.files()) {
        check?.();
        const { path, sha256, object } = entry;
        const pairWith = (from) => {
          const places = { from: { tree: LENDER, path: from }, to: { tree: STAGED, path } };
          return { directories, ...places, sha256, size: object.size };
        };
        const twin = this.#canShareBlocks() ? lender.findContent(sha256) : undefined;
        const isShared =
          (twin !== undefined && shareBlocks(pairWith(twin))) ||
          (!wanted.isLinked(path) && lender.hasSame(entry) && shareInode(pairWith(path), temporary));
        if (isShared) wanted.delete(entry);
      }
    } catch (e_2) {
      env_2.error = e_2;
      env_2.hasError = true;
    } finally {
      __disposeResources(env_2);
    }
  }
  #canShareBlocks() {
    this.#sharesBlocks ??= canShareBlocks(this.#store.layers);
    return this.#sharesBlocks;
  }
}
const PASSED_OVER = ['LAYOVER_LAYER_UNKNOWN', 'LAYOVER_LAYER_DAMAGED', 'LAYOVER_HOME'];
/** A layer that files may be shared with. */
class Lender {
  tree;
  #files = new Map();
  #byContent = new Map();
  constructor(tree, entries) {
    this.tree = tree;
    const linked = linkedPaths(entries);
    for (const entry of entries.filter(isShareable)) {
      this.#byContent.set(entry.sha256, entry.path);
      if (!linked.has(entry.path)) this.#files.set(entry.path, entry);
    }
  }
  /** A file with that content. */
  findContent(sha256) {
    return this.#byContent.get(sha256);
  }
  /** Whether it has the same file under the same path, and under no other. */
  hasSame({ path, sha256, object }) {
    const own = this.#files.get(path);
    return own?.sha256 === sha256 && compareObjects(own.object, object).length === 0;
  }
}
/** The files of a layer in the making that are not shared yet. */
class Wanted {
  keys;
  #files;
  #linked;
  constructor(entries) {
    this.#files = new Set(entries.filter(isShareable));
    this.keys = new Set([...this.#files].map(({ sha256 }) => contentKey(sha256)));
    this.#linked = linkedPaths(entries);
  }
  get isEmpty() {
    return this.#files.size === 0;
  }
  files() {
    return [...this.#files];
  }
  /** Whether it is one of several names of its inode. */
  isLinked(path) {
    return this.#linked.has(path);
  }
  delete(entry) {
    this.#files.delete(entry);
  }
}
/** The paths that share their inode with others of the same layer. */
function linkedPaths(entries) {
  const links = entries.flatMap((entry) => (entry.kind === 'link' ? [entry.path, entry.to] : []));
  return new Set(links);
}
//# sourceMappingURL=file-sharing.js.map
