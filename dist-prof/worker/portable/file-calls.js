/** Calls that read and change files and their attributes: found in the view, and then Node's own on the host's path. */
import fs from 'node:fs';
import { clearPlace, copyUp, upperOf } from './copy-up.js';
import { bytesOf, fileError, findEntry } from './host-files.js';
import { rawOf, readableOf } from './view.js';

const O_ACCMODE = 3;
function isOpenFile(target) {
  return typeof target === 'number';
}
const { O_CREAT, O_EXCL, O_TRUNC, O_APPEND, O_NOFOLLOW, COPYFILE_EXCL } = fs.constants;
function isSameFile(one, other) {
  const [left, right] = [findEntry(one), findEntry(other)];
  return left !== undefined && left.ino === right?.ino && left.dev === right.dev;
}
function isWrite(flags) {
  return (flags & (O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND)) !== 0;
}
function isExclusive(flags) {
  return (flags & O_CREAT) !== 0 && (flags & O_EXCL) !== 0;
}
export class FileCalls {
  #view;
  constructor(view) {
    this.#view = view;
  }
  #flagsOf = (flags) => {
    if (typeof flags === 'number') return flags;
    const known = FLAGS[String(flags ?? 'r')];
    if (known === undefined)
      throw Object.assign(new TypeError(`The argument 'flags' is invalid. Received ${String(flags)}`), {
        code: 'ERR_INVALID_ARG_VALUE',
      });
    return known(this.#view.host.constants);
  };
  openSync = (path, given, mode = 0o666) => {
    const flags = this.#flagsOf(given);
    const code = this.#view.codePath(path);
    if (code !== undefined && !isWrite(flags)) return this.#view.host.openSync(bytesOf(code), flags);
    if (code !== undefined) throw fileError('EROFS', 'open', rawOf(path));
    const follows = (flags & O_NOFOLLOW) === 0 && !isExclusive(flags);
    const walked = this.#view.walk(path, 'open', follows);
    if (walked.shown === undefined) return this.#create(walked, { flags, mode, path });
    if (isExclusive(flags)) throw fileError('EEXIST', 'open', rawOf(path));
    if (!isWrite(flags)) return this.#view.host.openSync(bytesOf(readableOf(walked.shown)), flags);
    if (walked.shown.kind === 'directory') throw fileError('EISDIR', 'open', rawOf(path));
    const own = copyUp(walked, this.#view.host, (flags & O_TRUNC) === 0);
    return this.#view.host.openSync(bytesOf(own), flags & ~O_EXCL);
  };
  #create = ({ steps, name, hasSlash }, { flags, mode, path }) => {
    if ((flags & O_CREAT) === 0) throw fileError('ENOENT', 'open', rawOf(path));
    if (hasSlash) throw fileError('EISDIR', 'open', rawOf(path));
    const place = `${upperOf(steps, this.#view.host)}/${name}`;
    clearPlace(place, this.#view.host);
    return this.#view.host.openSync(bytesOf(place), flags, mode);
  };
  /** Opens, and has Node's own call work on the descriptor. */
  #through = (name, flag) => {
    const call = this.#view.host[name];
    return (path, ...args) => {
      if (isOpenFile(path)) return call(path, ...args);
      const options = args.at(-1);
      const isObject = typeof options === 'object' && options !== null && !ArrayBuffer.isView(options);
      const { flag: asked, mode } = isObject ? options : {};
      const fd = this.openSync(path, asked ?? flag, mode ?? 0o666);
      try {
        if (name === 'readFileSync' && this.#view.host.fstatSync(fd).isDirectory())
          throw Object.assign(new Error('EISDIR: illegal operation on a directory, read'), {
            errno: -21,
            code: 'EISDIR',
            syscall: 'read',
          });
        return call(fd, ...args);
      } finally {
        this.#view.host.closeSync(fd);
      }
    };
  };
  /** For calls whose first path is only read. */
  #reading = (name, { follows = true, syscall = String(name).replace(/Sync$/, '') } = {}) => {
    const call = this.#view.host[name];
    return (given, ...args) => {
      const path = given;
      const options = args.at(-1);
      if (options?.throwIfNoEntry === false) {
        try {
          return call(bytesOf(this.#view.readable(path, syscall, follows)), ...args);
        } catch (error) {
          if (/^(ENOENT|ENOTDIR)$/.test(String(error.code))) return undefined;
          throw error;
        }
      }
      return call(bytesOf(this.#view.readable(path, syscall, follows)), ...args);
    };
  };
  /** For calls that change attributes: what is there is copied up first. */
  #changing = (name, follows = true) => {
    const call = this.#view.host[name];
    const syscall = String(name).replace(/Sync$/, '');
    return (path, ...args) => {
      if (isOpenFile(path)) return call(path, ...args);
      if (this.#view.codePath(path) !== undefined) throw fileError('EROFS', syscall, rawOf(path));
      return call(bytesOf(copyUp(this.#view.get(path, syscall, follows), this.#view.host)), ...args);
    };
  };
  existsSync = (path) => {
    try {
      return this.#view.host.existsSync(bytesOf(this.#view.readable(path, 'access')));
    } catch {
      return false;
    }
  };
  copyFileSync = (from, to, mode = 0) => {
    const source = this.#view.readable(from, 'copyfile');
    const { mode: bits } = this.#view.host.statSync(bytesOf(source));
    if (this.#view.host.statSync(bytesOf(source)).isDirectory())
      throw fileError('EISDIR', 'copyfile', rawOf(from));
    const target = this.#view.walk(to, 'copyfile').shown;
    if (target?.kind === 'other' && isSameFile(target.file, source) && (mode & COPYFILE_EXCL) === 0) return;
    const exclusive = (mode & this.#view.host.constants.COPYFILE_EXCL) === 0 ? 0 : O_EXCL;
    this.#view.host.closeSync(
      this.openSync(to, this.#view.host.constants.O_WRONLY | O_CREAT | O_TRUNC | exclusive, bits & 0o7777),
    );
    this.#view.host.copyFileSync(bytesOf(source), bytesOf(this.#view.readable(to, 'copyfile')));
  };
  #realpath = (path, options) => {
    const code = this.#view.codePath(path);
    if (code !== undefined) return this.#view.host.realpathSync(bytesOf(code), options ?? 'utf8');
    const { path: real } = this.#view.get(path, 'realpath');
    const encoding = typeof options === 'string' ? options : options?.encoding;
    return encoding === 'buffer' ? bytesOf(real) : bytesOf(real).toString();
  };
  /** Node's own call opens by whatever `fs.openSync` is by then: the view's. */
  #truncate = (path, length) => {
    const { ftruncateSync, closeSync } = this.#view.host;
    if (isOpenFile(path)) return ftruncateSync(path, length);
    const fd = this.openSync(path, 'r+');
    try {
      ftruncateSync(fd, length);
    } finally {
      closeSync(fd);
    }
  };
  get calls() {
    const realpath = this.#realpath;
    return {
      openSync: this.openSync,
      existsSync: this.existsSync,
      copyFileSync: this.copyFileSync,
      realpathSync: Object.assign(realpath, { native: realpath }),
      readFileSync: this.#through('readFileSync', 'r'),
      writeFileSync: this.#through('writeFileSync', 'w'),
      appendFileSync: this.#through('appendFileSync', 'a'),
      statSync: this.#reading('statSync'),
      lstatSync: this.#reading('lstatSync', { follows: false }),
      statfsSync: this.#reading('statfsSync'),
      accessSync: this.#reading('accessSync'),
      readlinkSync: this.#reading('readlinkSync', { follows: false }),
      chmodSync: this.#changing('chmodSync'),
      chownSync: this.#changing('chownSync'),
      utimesSync: this.#changing('utimesSync'),
      truncateSync: this.#truncate,
      lchownSync: this.#changing('lchownSync', false),
      lutimesSync: this.#changing('lutimesSync', false),
    };
  }
}
const FLAGS = {
  r: (c) => c.O_RDONLY,
  rs: (c) => c.O_RDONLY | c.O_SYNC,
  'r+': (c) => c.O_RDWR,
  'rs+': (c) => c.O_RDWR | c.O_SYNC,
  w: (c) => c.O_TRUNC | c.O_CREAT | c.O_WRONLY,
  wx: (c) => c.O_TRUNC | c.O_CREAT | c.O_WRONLY | c.O_EXCL,
  'w+': (c) => c.O_TRUNC | c.O_CREAT | c.O_RDWR,
  'wx+': (c) => c.O_TRUNC | c.O_CREAT | c.O_RDWR | c.O_EXCL,
  a: (c) => c.O_APPEND | c.O_CREAT | c.O_WRONLY,
  ax: (c) => c.O_APPEND | c.O_CREAT | c.O_WRONLY | c.O_EXCL,
  as: (c) => c.O_APPEND | c.O_CREAT | c.O_WRONLY | c.O_SYNC,
  'a+': (c) => c.O_APPEND | c.O_CREAT | c.O_RDWR,
  'ax+': (c) => c.O_APPEND | c.O_CREAT | c.O_RDWR | c.O_EXCL,
  'as+': (c) => c.O_APPEND | c.O_CREAT | c.O_RDWR | c.O_SYNC,
};
//# sourceMappingURL=file-calls.js.map
