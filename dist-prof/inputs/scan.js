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

/** Reading a project: what is in it, and the digests of the files that somebody selects. */
import { createHash } from 'node:crypto';
import { compareRaw, joinRaw, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from '../tree/entry.js';
import { digestFile, openFile } from '../tree/file-content.js';
import { OpenDirectories } from '../tree/open-directories.js';

const OPEN_MAX = 64;
const MODE_MASK = 0o755;
/** The project as it is now; nothing keeps it from changing meanwhile. Synchronous: for a worker. */
export function scanProject(project, options) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const directories = __addDisposableResource(env_1, new OpenDirectories([project], OPEN_MAX), false);
    const entries = [];
    const leftOut = [];
    const pending = [ROOT_PATH];
    for (let parent = pending.pop(); parent !== undefined; parent = pending.pop()) {
      for (const [name, stat] of list(directories, parent)) {
        const path = joinRaw(parent, name);
        if (path === options.apart) continue;
        const type = typeOfMode(stat.mode);
        if (type === 'directory' && !options.selectors.some((one) => one.canMatchBelow(path))) continue;
        if (type === 'directory') pending.push(path);
        const entry = scanEntry({ path, stat, type }, { directories, parent, name, options });
        if (entry) entries.push(entry);
        else if (isSelected(path, options)) leftOut.push(path);
      }
    }
    entries.sort((left, right) => compareRaw(left.path, right.path));
    return { entries, leftOut };
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
function scanEntry({ path, stat, type }, place) {
  const { directories, parent, name, options } = place;
  const base = { path, mode: stat.mode & MODE_MASK };
  if (type === 'directory') return { ...base, type, size: 0 };
  if (type !== 'file' && type !== 'symlink') return undefined;
  const dirfd = directories.get(0, parent);
  if (type === 'symlink')
    return { ...base, type, mode: 0o777, size: 0, target: syscalls.readlink(dirfd, name) };
  if (!isSelected(path, options)) return { ...base, type, size: stat.size };
  const known = options.known.find(path, stat);
  const sha256 = known ?? digest({ path, stat, type }, place);
  if (known === undefined) options.known.remember(path, stat, sha256);
  return { ...base, type, size: stat.size, sha256 };
}
function isSelected(path, { selectors }) {
  return selectors.some((one) => one.matches(path));
}
function digest({ path, stat }, { directories, parent, name, options }) {
  try {
    const fd = openFile(directories.get(0, parent), name, stat);
    try {
      return digestFile(fd, { size: stat.size, check: options.check }).slice('sha256:'.length);
    } finally {
      syscalls.close(fd);
    }
  } catch (cause) {
    throw explain(path, cause);
  }
}
function list(directories, path) {
  try {
    return directories.withReadable({ tree: 0, path }, (fd) => syscalls.readDirectoryStats(fd));
  } catch (cause) {
    throw explain(path, cause);
  }
}
function explain(path, cause) {
  if (!hasErrno(cause, 'EACCES', 'EPERM')) return cause;
  return new LayoverError(
    'LAYOVER_USAGE',
    `${quoteRaw(path)} in the project cannot be read (${cause.code})`,
    {
      cause,
      hint: 'Leave it out of the inputs of every job, with a glob behind "!".',
    },
  );
}
/** What a selector takes of a scan, with the directories above it. */
export function selectEntries({ entries }, { matches }) {
  const selected = [];
  const open = [];
  for (const entry of entries) {
    while (open.length > 0 && !entry.path.startsWith(`${open.at(-1)?.path}/`)) open.pop();
    if (matches(entry.path)) selected.push(...open.splice(0), entry);
    else if (entry.type === 'directory') open.push(entry);
  }
  return selected;
}
/** The same for the same content, wherever and whenever it was checked out. */
export function digestEntries(entries) {
  const hash = createHash('sha256');
  for (const entry of entries) addEntry(hash, entry);
  return hash.digest('hex');
}
function addEntry(hash, { path, type, mode, target, sha256 = '' }) {
  const content = target ?? sha256;
  // Lengths first: no name can be taken for the end of one field and the start of another.
  hash.update(`${type} ${mode} ${path.length}:${path} ${content.length}:${content}\n`, 'latin1');
}
//# sourceMappingURL=scan.js.map
