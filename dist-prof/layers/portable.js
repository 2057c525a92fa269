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
 * Layers as plain files, for a directory that anybody may copy: no owner, xattr or device of it is needed to have the
 * layer again, since the manifest has them all.
 *
 *   layers/<id>      the manifest
 *   blobs/<sha256>   the content of a file
 *
 * Files are written whole under another name and renamed, and never changed: who has one has all of it. What is read
 * is checked: a layer comes out with its own id, or not at all.
 */
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fsPath, hostPath, joinRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { LayerLease } from './lock.js';
import { idOfManifest } from './manifest.js';
import { parseManifest } from './parse-manifest.js';
import { publishLayer } from './publish.js';
import { sealStaging, stageTree } from './stage.js';
import { Staging } from './staging.js';
import { layerPath, MANIFEST_NAME, treePath } from './store.js';
/** Adds a layer to `directory`; what is there already stays as it is. */
export function saveLayer(store, id, directory) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const _lease = __addDisposableResource(env_1, new LayerLease(store, [layerPath(store, id)]), false);
    for (const name of ['layers', 'blobs']) mkdirSync(join(directory, name), { recursive: true });
    const manifest = readFileSync(fsPath(joinRaw(layerPath(store, id), MANIFEST_NAME)));
    const tree = treePath(store, id);
    for (const entry of parseManifest(manifest)) {
      if (entry.kind !== 'object' || entry.sha256 === undefined) continue;
      const source = fsPath(joinRaw(tree, entry.path));
      addFile(join(directory, 'blobs', entry.sha256), (to) => copyFileSync(source, to));
    }
    // Last: who finds the manifest finds every file of it.
    addFile(join(directory, 'layers', id), (to) => writeFileSync(to, manifest));
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** Whether the layer was there whole; it is in the store then, under `name`. */
export function loadLayer({ store, id, name, style }, directory) {
  const env_2 = { stack: [], error: void 0, hasError: false };
  try {
    const manifest = readIfThere(join(directory, 'layers', id));
    if (manifest === undefined || idOfManifest(manifest) !== id) return false;
    const blobs = hostPath(join(directory, 'blobs'));
    const entries = parseManifest(manifest);
    if (!entries.every((entry) => hasContent(entry, directory))) return false;
    const staging = __addDisposableResource(env_2, new Staging(store), false);
    const groups = groupsOf(entries);
    const planned = entries.map((entry) => planEntry(entry, { blobs, groups }));
    const part = { at: ROOT_PATH, lowers: [], upper: blobs, marks: 'plain' };
    const staged = stageTree(staging, planned, { part, style });
    const sealed = sealStaging(staging, staged, { below: [], createdBy: 'cache', marks: style });
    if (sealed.record.id !== id) return false;
    publishLayer(store, sealed, { name, below: [] });
    return true;
  } catch (e_2) {
    env_2.error = e_2;
    env_2.hasError = true;
  } finally {
    __disposeResources(env_2);
  }
}
/** Names of one inode, by the first of them. */
function groupsOf(entries) {
  const links = entries.flatMap((entry) => (entry.kind === 'link' ? [[entry.path, entry.to]] : []));
  return new Map([...links, ...links.map(([, to]) => [to, to])]);
}
function planEntry(entry, { blobs, groups }) {
  const { path } = entry;
  if (entry.kind === 'deleted') return { path, isOpaque: false };
  const group = groups.get(path);
  // A link is made of its first name; nothing of the entry is looked at.
  if (entry.kind === 'link') return { path, entry: LINK, isOpaque: false, group };
  const source = { root: blobs, path: entry.sha256 ?? '' };
  return { path, entry: { ...entry.object, source }, isOpaque: entry.isOpaque === true, group };
}
const LINK = {
  type: 'file',
  mode: 0,
  uid: 0,
  gid: 0,
  size: 0,
  mtimeNs: 0n,
  xattrs: [],
  source: { root: '/', path: ROOT_PATH },
};
function hasContent(entry, directory) {
  if (entry.kind !== 'object' || entry.sha256 === undefined) return true;
  return existsSync(join(directory, 'blobs', entry.sha256));
}
function addFile(path, write) {
  if (existsSync(path)) return;
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    write(temporary);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
function readIfThere(path) {
  try {
    return readFileSync(path);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
//# sourceMappingURL=portable.js.map
