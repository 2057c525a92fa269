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

/** A whole tree as it is, marks of an overlay included: for moving an upper from one file system to another. */
import { joinRaw, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import {
  O_CREAT,
  O_EXCL,
  O_NOFOLLOW,
  O_WRONLY,
  RESOLVE_BENEATH,
  RESOLVE_NO_SYMLINKS,
  S_IFMT,
} from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { copyContent } from './copy-content.js';
import { openFile } from './file-content.js';
import { OpenDirectories } from './open-directories.js';
import { readItem } from './read-entry.js';

const OPEN_MAX = 48;
const [FROM, TO] = [0, 1];
export function copyTrees(copies, check) {
  for (const [from, to] of copies) copyTree(from, to, check);
}
/** Fills the empty directory `to`, its own attributes included. Both are nobody else's meanwhile. */
export function copyTree(from, to, check = () => undefined) {
  const env_1 = { stack: [], error: void 0, hasError: false };
  try {
    const copy = __addDisposableResource(env_1, new TreeCopy(from, to, check), false);
    copy.run();
  } catch (e_1) {
    env_1.error = e_1;
    env_1.hasError = true;
  } finally {
    __disposeResources(env_1);
  }
}
class TreeCopy {
  #root;
  #directories;
  #check;
  /** By inode: the first name of what has several. */
  #linked = new Map();
  constructor(from, to, check) {
    this.#root = from;
    this.#directories = new OpenDirectories([from, to], OPEN_MAX);
    this.#check = check;
  }
  [Symbol.dispose]() {
    this.#directories[Symbol.dispose]();
  }
  run() {
    const pending = [ROOT_PATH];
    const made = [];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      made.push(path);
      pending.push(...this.#copyEntries(path));
    }
    // Children first: what is made in a directory changes its times.
    for (const path of made.reverse()) this.#finishDirectory(path);
  }
  /** The directories in it, made and still empty. */
  #copyEntries(parent) {
    const entries = this.#directories.withReadable({ tree: FROM, path: parent }, (fd) =>
      syscalls.readDirectoryStats(fd),
    );
    const inner = [];
    for (const [name, stat] of entries) {
      this.#check();
      const path = joinRaw(parent, name);
      const entry = this.#read(path, stat);
      if (entry.type !== 'directory') this.#copyOther(path, stat, entry);
      else {
        syscalls.mkdir(this.#directories.get(TO, parent), name, 0o700);
        inner.push(path);
      }
    }
    return inner;
  }
  #read(path, stat) {
    const { parent, name } = splitRaw(path);
    const place = { dirfd: this.#directories.get(FROM, parent), name, stat };
    return readItem(place, 'plain', { root: this.#root, path }).entry;
  }
  #copyOther(path, stat, entry) {
    const first = this.#linked.get(stat.ino);
    const { parent, name } = splitRaw(path);
    const dirfd = this.#directories.get(TO, parent);
    if (first !== undefined) {
      const place = splitRaw(first);
      return syscalls.link(
        { dirfd: this.#directories.get(TO, place.parent), name: place.name },
        { dirfd, name },
      );
    }
    if (stat.nlink > 1) this.#linked.set(stat.ino, path);
    if (entry.type === 'file') this.#copyFile(path, stat, entry);
    else if (entry.type === 'symlink') syscalls.symlink(entry.target ?? '', dirfd, name);
    else syscalls.mknod(dirfd, name, { mode: (stat.mode & S_IFMT) | 0o600, ...entry.device });
    dress({ dirfd: this.#directories.get(TO, parent), name }, entry);
  }
  #copyFile(path, stat, entry) {
    const { parent, name } = splitRaw(path);
    const from = openFile(this.#directories.get(FROM, parent), name, stat);
    try {
      const to = syscalls.openat2(this.#directories.get(TO, parent), name, NEW_FILE);
      try {
        copyContent({ from, to, entry, checkCanceled: this.#check });
      } finally {
        syscalls.close(to);
      }
    } finally {
      syscalls.close(from);
    }
  }
  #finishDirectory(path) {
    const dirfd = this.#directories.get(FROM, path);
    const stat = syscalls.stat(dirfd, '');
    const { entry } = readItem({ dirfd, name: '', stat }, 'plain', { root: this.#root, path });
    dress({ dirfd: this.#directories.get(TO, path), name: ROOT_PATH }, entry);
  }
}
const NEW_FILE = {
  flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
  mode: 0o600,
  resolve: RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
};
// A chown clears setuid and capabilities: so in this order.
function dress({ dirfd, name }, entry) {
  const { type, mode, uid, gid, xattrs, mtimeNs } = entry;
  syscalls.chown(dirfd, name, { uid, gid });
  if (type !== 'symlink') syscalls.chmod(dirfd, name, mode);
  for (const [key, value] of xattrs) syscalls.setXattr(dirfd, name, { key, value });
  syscalls.utimes(dirfd, name, { mtimeNs });
}
//# sourceMappingURL=copy-tree.js.map
