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

/** Filling a staging directory: the tree, hashed on the way, then the manifest and the record, all synced. */
import { joinRaw, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import { Sources } from '../tree/sources.js';
import { CONTENTS_NAME, encodeContents } from './contents.js';
import { DEVICE_HINTS } from './device-failure.js';
import { syncDirectory, syncTree, writeNewFile } from './durable.js';
import { FileSharing } from './file-sharing.js';
import { encodeManifest, idOfManifest } from './manifest.js';
import { encodeRecord, RECORD_NAME } from './record.js';
import { MANIFEST_NAME } from './store.js';
import { TreeWriter } from './tree-writer.js';
import { UpperFiles } from './upper-files.js';
/**
 * Makes the tree of a layer from a job's changes. The upper's files are not copied but get a second name: nothing
 * writes to an upper once its job has ended, and the job stays whole whatever becomes of this commit. Until it is
 * discarded and gone, jobs on the layer see a link count that is too high by as much.
 */
export function stageTree(staging, planned, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const { part, style, checkCanceled, onProgress } = options;
    const writer = __addDisposableResource(
      env_1,
      new TreeWriter(staging.tree, { style, check: checkCanceled }),
      false,
    );
    const upper = __addDisposableResource(env_1, new UpperFiles(part, style), false);
    const sources = new Sources();
    try {
      const stage = { writer, upper, sources, firsts: new Map() };
      const entries = planned.map((one, index) => {
        checkCanceled?.();
        onProgress?.(index + 1, planned.length);
        return explaining(one.path, () => stageOne(stage, one));
      });
      new FileSharing(staging.store).share(staging, entries, checkCanceled);
      finishDirectories(writer, entries);
      return entries;
    } finally {
      sources.close();
    }
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
/** Writes what goes with a staged tree, and waits until all of it is on disk. */
export function sealStaging(staging, entries, about) {
  const manifest = encodeManifest(entries);
  const files = entries.flatMap((entry) => (isFile(entry) ? [entry] : []));
  const record = {
    id: idOfManifest(manifest),
    createdAt: new Date().toISOString(),
    entries: entries.length,
    files: files.length,
    bytes: files.reduce((sum, { object }) => sum + object.size, 0),
    ...about,
  };
  syncTree(staging.tree, pathsToSync(entries));
  writeNewFile(joinRaw(staging.path, MANIFEST_NAME), manifest);
  writeNewFile(joinRaw(staging.path, CONTENTS_NAME), encodeContents(entries));
  writeNewFile(joinRaw(staging.path, RECORD_NAME), encodeRecord(record));
  syncDirectory(staging.path);
  return { staging, record };
}
function stageOne(stage, planned) {
  const { path, entry, group } = planned;
  const { writer, firsts } = stage;
  if (entry === undefined) {
    writer.makeWhiteout(path);
    return { kind: 'deleted', path };
  }
  const first = group === undefined ? undefined : firsts.get(group);
  if (first !== undefined) {
    writer.link(first, path);
    return { kind: 'link', path, to: first };
  }
  if (group !== undefined) firsts.set(group, path);
  return makeObject(stage, entry, planned);
}
function makeObject({ writer, upper, sources }, entry, { path, isOpaque, sha256 }) {
  const object = objectOf(entry);
  if (entry.type === 'directory') {
    writer.makeDirectory(path);
    return { kind: 'object', path, object, ...(isOpaque && { isOpaque }) };
  }
  const isLent = upper.lend(entry, (from) => writer.adopt(from, path, entry));
  if (!isLent) writer.copy(path, entry, sources);
  if (entry.type !== 'file') return { kind: 'object', path, object };
  const known = isLent ? sha256 : undefined;
  return { kind: 'object', path, object, sha256: known ?? writer.digest(path, entry.size) };
}
/** Without what differs between file systems: where it lies, and how long they say a target is. */
function objectOf({ source: _source, ...object }) {
  return { ...object, size: object.target?.length ?? (object.type === 'file' ? object.size : 0) };
}
/** The deepest first: making something in a directory changes its times. */
export function finishDirectories(writer, entries) {
  for (const entry of entries.toReversed()) {
    if (entry.kind !== 'object' || entry.object.type !== 'directory') continue;
    const { path, object, isOpaque = false } = entry;
    explaining(path, () => writer.finishDirectory(path, object, { isOpaque }));
  }
}
function isFile(entry) {
  return entry.kind === 'object' && entry.object.type === 'file';
}
function pathsToSync(entries) {
  return entries
    .filter((entry) => entry.kind === 'object' && ['file', 'directory'].includes(entry.object.type))
    .map(({ path }) => path);
}
export function explaining(path, action) {
  try {
    return action();
  } catch (cause) {
    if (!(cause instanceof Error) || !('errno' in cause)) throw cause;
    const where = path === ROOT_PATH ? 'The root of the tree' : quoteRaw(path);
    throw new LayoverError(
      'LAYOVER_COMMIT_PATH',
      `${where} cannot be stored in a layer: ${messageOf(cause)}`,
      {
        cause,
        hint: HINTS[String(cause.code)],
      },
    );
  }
}
const HINTS = {
  ...DEVICE_HINTS,
  EPERM: 'Devices, and some attributes, are for root alone.',
  EINVAL: 'It may have an owner that this user has no id for: run as root, or configure subordinate ids.',
};
//# sourceMappingURL=stage.js.map
