/**
 * Asynchronous calls of `node:fs` go to a pool of threads that all of a process share, and which see the host. In a
 * thread with a view of its own each path-based one is run synchronously instead, which is faster as well. What works on
 * open files stays as it is: a descriptor is the same in every thread.
 *
 * Installed once, before any other module is loaded: graceful-fs, and Node's own cp, copy the functions they find.
 * Checked against Node 20.20; a later Node needs a new look at which calls take a path.
 */
import fs, {} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

const PATH_CALLS = [
  'access',
  'appendFile',
  'chmod',
  'chown',
  'copyFile',
  'lchown',
  'link',
  'lstat',
  'lutimes',
  'mkdir',
  'mkdtemp',
  'opendir',
  'readdir',
  'readFile',
  'readlink',
  'realpath',
  'rename',
  'rm',
  'rmdir',
  'stat',
  'statfs',
  'symlink',
  'truncate',
  'unlink',
  'utimes',
  'writeFile',
];
/** Every so many calls others get their turn: a loop that only awaits files would starve timers. */
const CALLS_PER_TURN = 32;
class Turns {
  #calls = 0;
  /** Calls `act` soon, as a call that had been asynchronous would. */
  later(act) {
    this.#calls += 1;
    if (this.#calls % CALLS_PER_TURN === 0) setImmediate(act);
    else process.nextTick(act);
  }
}
/** Whether a call is about an open file and not about a path. */
function isOpenFile(target) {
  return typeof target === 'number' || (typeof target === 'object' && target !== null && 'fd' in target);
}
export function installSyncFiles({ onImport }) {
  const turns = new Turns();
  const callbacks = fs;
  const promises = fs.promises;
  for (const name of PATH_CALLS) {
    const sync = callbacks[`${name}Sync`];
    if (callbacks[name]) callbacks[name] = withCallback(name, { sync, original: callbacks[name], turns });
    const original = promises[name];
    promises[name] = withPromise(name, { sync, original, turns });
  }
  const readFile = promises['readFile'];
  promises['readFile'] = nameAs('readFile', (...args) => {
    if (args[0] instanceof URL) onImport(args[0]);
    return readFile(...args);
  });
  installOpen(callbacks, promises, turns);
  installOthers(callbacks, turns);
  syncBuiltinESMExports();
}
function nameAs(name, call) {
  return Object.defineProperty(call, 'name', { value: name });
}
function withCallback(name, { sync, original, turns }) {
  const call = nameAs(name, (...args) => {
    const at = args.findLastIndex((arg) => typeof arg === 'function');
    if (at < 1 || isOpenFile(args[0])) return original(...args);
    const callback = args[at];
    const settled = attempt(sync, asAsync(args.slice(0, at)));
    turns.later(() => ('error' in settled ? callback(settled.error) : callback(null, settled.value)));
    return undefined;
  });
  // `realpath.native` works alike in a thread.
  return name === 'realpath'
    ? Object.assign(call, {
        native: withCallback('native', { sync: fs.realpathSync.native, original, turns }),
      })
    : call;
}
function attempt(call, args) {
  try {
    return { value: call(...args) };
  } catch (error) {
    return { error };
  }
}
/** Only the synchronous calls know `throwIfNoEntry`. */
function asAsync(args) {
  return args.map((arg) =>
    typeof arg === 'object' && arg !== null && 'throwIfNoEntry' in arg
      ? { ...arg, throwIfNoEntry: true }
      : arg,
  );
}
function withPromise(name, { sync, original, turns }) {
  return nameAs(name, async (...args) => {
    if (isOpenFile(args[0])) return await original(...args);
    abortSignalOf(args)?.throwIfAborted();
    if (name === 'writeFile' && !isPlainData(args[1])) return await writeStream(args);
    const settled = attempt(sync, asAsync(args));
    await new Promise((resolve) => turns.later(resolve));
    if ('error' in settled) throw settled.error;
    return settled.value;
  });
}
function abortSignalOf(args) {
  const options = args.at(-1);
  return typeof options === 'object' && options !== null && 'signal' in options ? options.signal : undefined;
}
function isPlainData(data) {
  return typeof data === 'string' || ArrayBuffer.isView(data) || data === undefined;
}
/** What comes in pieces, from an iterable or a stream. */
async function writeStream([path, data, options]) {
  const { flag = 'w', mode } = typeof options === 'object' && options !== null ? options : {};
  const handle = await fs.promises.open(path, flag, mode);
  try {
    await handle.writeFile(data, options);
  } finally {
    await handle.close();
  }
}
const { O_CREAT, O_EXCL, O_NOFOLLOW, O_TRUNC } = fs.constants;
const O_TMPFILE = 0o20000000;
/**
 * A FileHandle is made by the pool alone, so the file that was opened here is opened there once more, by its descriptor:
 * procfs leads to the very file, whatever the view.
 */
function installOpen(callbacks, promises, turns) {
  const original = promises['open'];
  callbacks['open'] = nameAs('open', (...args) => {
    const callback = args.pop();
    if (typeof callback !== 'function') throw new TypeError('The "cb" argument must be of type function');
    const settled = attempt(fs.openSync, args);
    turns.later(() => ('error' in settled ? callback(settled.error) : callback(null, settled.value)));
  });
  promises['open'] = nameAs('open', async (path, flags = 'r', mode = 0o666) => {
    const fd = fs.openSync(path, flags, mode);
    try {
      return await original(`/proc/self/fd/${fd}`, reopenFlags(flags));
    } finally {
      fs.closeSync(fd);
    }
  });
}
const FLAGS = {
  r: fs.constants.O_RDONLY,
  '+': fs.constants.O_RDWR,
  w: fs.constants.O_WRONLY,
  a: fs.constants.O_WRONLY | fs.constants.O_APPEND,
};
function reopenFlags(flags) {
  if (typeof flags === 'number') return flags & ~(O_CREAT | O_EXCL | O_NOFOLLOW | O_TRUNC | O_TMPFILE);
  const access = flags.includes('+') ? FLAGS['+'] : FLAGS[flags.replace(/[xs+]/g, '')];
  return (
    (access ?? fs.constants.O_RDONLY) |
    (flags.includes('a') ? fs.constants.O_APPEND : 0) |
    (flags.includes('s') ? fs.constants.O_SYNC : 0)
  );
}
function installOthers(callbacks, turns) {
  const exists = nameAs('exists', (path, callback) => {
    const isThere = fs.existsSync(path);
    turns.later(() => callback(isThere));
  });
  Object.defineProperty(exists, promisify.custom, {
    value: async (path) => await Promise.resolve(fs.existsSync(path)),
  });
  callbacks['exists'] = exists;
  callbacks['openAsBlob'] = nameAs(
    'openAsBlob',
    async (path, options) => await Promise.resolve(new Blob([fs.readFileSync(path)], options)),
  );
}
//# sourceMappingURL=sync-files.js.map
