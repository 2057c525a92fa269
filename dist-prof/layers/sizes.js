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

/** How much layers hold, and what that takes on disk. */
import { splitRaw } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { openFile } from '../tree/file-content.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { LayerLease } from './lock.js';
import { canShareBlocks } from './share-file.js';
import { layerPath, treePath } from './store.js';
import { readManifest } from './verify.js';
/** Of each layer, in the order given. Content is told apart by its digest; what a layer has twice counts once. */
export function measureLayers(store, ids) {
  const sharesBlocks = canShareBlocks(store.layers);
  const layers = ids.map((id) => {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const _lease = __addDisposableResource(env_1, new LayerLease(store, [layerPath(store, id)]), false);
      const entries = readManifest(store, id);
      return {
        id,
        contents: contentsOf(entries),
        places: placesOf(treePath(store, id), entries, sharesBlocks),
      };
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      __disposeResources(env_1);
    }
  });
  const holders = countHolders(layers.map(({ contents }) => contents.keys()));
  const users = countHolders(layers.map(({ places }) => places.keys()));
  const seen = new Set();
  return layers.map(({ id, contents, places }) => {
    const content = split(contents, holders);
    const blocks = split(places, users);
    const added = [...places].filter(([place]) => !seen.has(place));
    for (const [place] of added) seen.add(place);
    return {
      id,
      ...content,
      disk: blocks.unique + blocks.shared,
      diskShared: blocks.shared,
      diskAdded: sumOf(added),
    };
  });
}
function contentsOf(entries) {
  const files = entries.filter(isFile);
  return new Map(files.map(({ sha256, object }) => [sha256 ?? '', object.size]));
}
function isFile(entry) {
  return entry.kind === 'object' && entry.sha256 !== undefined;
}
function countHolders(all) {
  const holders = new Map();
  for (const keys of all) for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
  return holders;
}
function split(bytes, holders) {
  const unique = sumOf([...bytes].filter(([key]) => holders.get(key) === 1));
  return { unique, shared: sumOf([...bytes]) - unique };
}
function sumOf(bytes) {
  return bytes.reduce((sum, [, count]) => sum + count, 0);
}
/** The bytes at each place on disk: an inode, or blocks that it shares with others. */
function placesOf(tree, entries, sharesBlocks) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const places = new Map();
    const directories = __addDisposableResource(env_2, new OpenDirectories([tree], OPEN_MAX), false);
    for (const { path } of entries.filter(isFile)) {
      const { parent, name } = splitRaw(path);
      const dirfd = directories.get(0, parent);
      const stat = syscalls.stat(dirfd, name);
      const extents = sharesBlocks ? sharedExtents(openFile(dirfd, name, stat)) : [];
      for (const [physical, length] of extents) places.set(`block ${physical}`, length);
      const rest = stat.blocks * BLOCK_BYTES - extents.reduce((sum, [, length]) => sum + length, 0);
      places.set(`inode ${stat.ino}`, Math.max(rest, 0));
    }
    return places;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
const OPEN_MAX = 64;
const BLOCK_BYTES = 512;
function sharedExtents(fd) {
  try {
    return syscalls.sharedExtents(fd);
  } catch (error) {
    if (hasErrno(error, 'EOPNOTSUPP', 'ENOTTY', 'EINVAL')) return [];
    throw error;
  } finally {
    syscalls.close(fd);
  }
}
//# sourceMappingURL=sizes.js.map
