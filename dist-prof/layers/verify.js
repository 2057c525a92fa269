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

/** Whether a stored layer is still what was committed: its manifest against its id, its tree against its manifest. */
import { readFileSync } from 'node:fs';
import { fsPath, joinRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { digestFile, openFile } from '../tree/file-content.js';
import { isWhiteout } from '../tree/marks.js';
import { OpenDirectories } from '../tree/open-directories.js';
import { readItem } from '../tree/read-entry.js';
import { compareObjects } from './compare-objects.js';
import { LayerLease } from './lock.js';
import { idOfManifest } from './manifest.js';
import { parseManifest } from './parse-manifest.js';
import { getLayer } from './record.js';
import { layerPath, MANIFEST_NAME, TREE_NAME } from './store.js';
/** Everything that is wrong with a layer; nothing where it is whole. Reads every byte: for a worker. */
export function verifyLayer(store, id, check) {
  const path = layerPath(store, id);
  try {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
      const _lease = __addDisposableResource(env_1, new LayerLease(store, [path]), false);
      const { marks } = getLayer(store, id);
      return verifyTree(path, { entries: readManifest(store, id), style: marks, check });
    } catch (e_1) {
      env_1.error = e_1;
      env_1.hasError = true;
    } finally {
      __disposeResources(env_1);
    }
  } catch (error) {
    if (error instanceof LayoverError && error.code === 'LAYOVER_LAYER_DAMAGED') {
      return [{ problem: error.message }];
    }
    throw error;
  }
}
/** The entries of a stored layer. LAYOVER_LAYER_DAMAGED where they are not those of its id. */
export function readManifest(store, id) {
  const bytes = readManifestBytes(store, id);
  const actual = idOfManifest(bytes);
  if (actual === id) return parseManifest(bytes);
  throw new LayoverError(
    'LAYOVER_LAYER_DAMAGED',
    `The manifest of the layer sha256:${id} has the digest ${actual}`,
    { hint: 'Its bytes were changed in the store: commit the layer again, or restore it from a copy.' },
  );
}
function readManifestBytes(store, id) {
  try {
    return readFileSync(fsPath(joinRaw(layerPath(store, id), MANIFEST_NAME)));
  } catch (cause) {
    if (!hasErrno(cause, 'ENOENT')) throw cause;
    throw new LayoverError('LAYOVER_LAYER_DAMAGED', `The layer sha256:${id} has no manifest`, { cause });
  }
}
function verifyTree(layer, { entries, style, check }) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const root = joinRaw(layer, TREE_NAME);
    const directories = __addDisposableResource(env_2, new OpenDirectories([root], 64), false);
    const verifier = new Verifier({ root, directories, style, entries });
    for (const entry of entries) {
      check?.();
      verifier.verify(entry);
    }
    return verifier.damage;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
class Verifier {
  damage = [];
  #input;
  /** What the manifest has in each directory. */
  #children = new Map();
  /** The first path of each inode that has been seen. */
  #inodes = new Map();
  constructor(input) {
    this.#input = input;
    for (const { path } of input.entries) {
      if (path === ROOT_PATH) continue;
      const { parent, name } = splitRaw(path);
      const names = this.#children.get(parent);
      if (names) names.add(name);
      else this.#children.set(parent, new Set([name]));
    }
  }
  verify(entry) {
    try {
      const stat = this.#find(entry.path);
      if (stat === undefined) return this.#report(entry.path, 'is missing');
      if (entry.kind === 'deleted') return this.#verifyWhiteout(entry.path, stat);
      if (!this.#verifyInode(entry, stat) || entry.kind === 'link') return;
      this.#verifyObject(entry, stat);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#report(entry.path, `cannot be read: ${messageOf(error)}`);
    }
  }
  #report(path, problem) {
    this.damage.push({ path, problem });
  }
  #place(path) {
    const { parent, name } = splitRaw(path);
    return { dirfd: this.#input.directories.get(0, parent), name };
  }
  #find(path) {
    try {
      const { dirfd, name } = this.#place(path);
      return syscalls.stat(dirfd, name);
    } catch (error) {
      const cause = error instanceof LayoverError ? error.cause : error;
      if (hasErrno(cause, 'ENOENT', 'ENOTDIR', 'ELOOP')) return undefined;
      throw error;
    }
  }
  #verifyWhiteout(path, stat) {
    if (!isWhiteout(stat)) this.#report(path, 'is there, though the layer deletes it');
  }
  /** Whether it shares its inode with just the names that it should. */
  #verifyInode(entry, { ino }) {
    const first = this.#inodes.get(ino);
    const wanted = entry.kind === 'link' ? entry.to : undefined;
    if (first === undefined) this.#inodes.set(ino, entry.path);
    if (first === wanted) return true;
    this.#report(entry.path, wanted === undefined ? 'is a hard link' : 'is no hard link of its first name');
    return false;
  }
  #verifyObject(entry, stat) {
    const { root, style } = this.#input;
    const item = readItem({ ...this.#place(entry.path), stat }, style, { root, path: entry.path });
    const problems = isWhiteout(stat)
      ? ['is deleted, though the layer has it']
      : [...compareObjects(entry.object, item.entry), ...strayMarks(entry, item)];
    for (const problem of problems) this.#report(entry.path, problem);
    if (entry.object.type !== item.entry.type) return;
    if (item.entry.type === 'file' && stat.size === entry.object.size) this.#verifyContent(entry, stat);
    if (item.entry.type === 'directory') this.#verifyNames(entry.path);
  }
  #verifyContent({ path, object, sha256 }, stat) {
    const { dirfd, name } = this.#place(path);
    const fd = openFile(dirfd, name, stat);
    try {
      if (digestFile(fd, { size: object.size }) !== `sha256:${sha256}`) {
        this.#report(path, 'has other content than was committed');
      }
    } finally {
      syscalls.close(fd);
    }
  }
  #verifyNames(path) {
    const known = this.#children.get(path);
    const names = this.#input.directories.withReadable({ tree: 0, path }, (fd) => syscalls.readDirectory(fd));
    for (const name of names.sort()) {
      if (known?.has(name) !== true) this.#report(joinRaw(path, name), 'was not committed');
    }
  }
}
function strayMarks({ isOpaque = false }, { marks }) {
  const problems = [];
  if (marks.opaque !== isOpaque) problems.push(isOpaque ? 'is not opaque any more' : 'is opaque');
  if (marks.redirect !== undefined) problems.push('carries the overlay mark "redirect"');
  if (marks.metacopy) problems.push('carries the overlay mark "metacopy"');
  if (marks.whiteout) problems.push('carries the overlay mark "whiteout"');
  return problems;
}
//# sourceMappingURL=verify.js.map
