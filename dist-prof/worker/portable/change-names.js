import { AT_FDCWD } from '../../native/constants.js';
import { syscalls } from '../../native/syscalls.js';
import { clearPlace, copyUp, markOpaque, putWhiteout, upperOf } from './copy-up.js';
import { bytesOf, fileError, findEntry, removeTree } from './host-files.js';
import { rawOf } from './view.js';
export class NameCalls {
  #view;
  constructor(view) {
    this.#view = view;
  }
  /** Whether the lowers show something at a name, so that its end needs a whiteout. */
  #isBelow = (steps, name) => this.#view.layers.findLower(steps.at(-1).stack.lowers, name) !== undefined;
  /** The place in the upper for something new. */
  #placeFor = ({ steps, name }) => {
    const path = `${upperOf(steps, this.#view.host)}/${name}`;
    return { path, wasGone: clearPlace(path, this.#view.host) };
  };
  #makeOne = (walked, mode) => {
    const { path, wasGone } = this.#placeFor(walked);
    this.#view.host.mkdirSync(bytesOf(path), { mode });
    if (wasGone || this.#isBelow(walked.steps, walked.name)) markOpaque(path);
  };
  mkdirSync = (path, options) => {
    const { recursive = false, mode = 0o777 } =
      typeof options === 'object' && options !== null ? options : { mode: options ?? 0o777 };
    const bits = typeof mode === 'string' ? Number.parseInt(mode, 8) : mode;
    if (recursive) return this.#makeAll(path, bits);
    this.#makeOne(this.#view.getFree(path, 'mkdir'), bits);
    return undefined;
  };
  #makeAll = (path, mode) => {
    const raw = rawOf(path);
    const names = raw.split('/').filter((name) => name !== '');
    let first;
    for (let count = 1; count <= names.length; count += 1) {
      const here = `${raw.startsWith('/') ? '/' : ''}${names.slice(0, count).join('/')}`;
      const walked = this.#view.walk(Buffer.from(here, 'latin1'), 'mkdir');
      if (walked.shown?.kind === 'directory') continue;
      if (walked.shown) throw fileError(count === names.length ? 'EEXIST' : 'ENOTDIR', 'mkdir', raw);
      this.#makeOne(walked, mode);
      first ??= Buffer.from(walked.path, 'latin1').toString();
    }
    return first;
  };
  #refusePlaces = (walked, syscall) => {
    if (this.#view.walker.isPlace(walked.path) || walked.path === '/')
      throw fileError('EBUSY', syscall, walked.path);
  };
  /** Takes what is there out of the this.#view. */
  #takeAway = ({ steps, name, shown }) => {
    const upper = upperOf(steps, this.#view.host);
    const own = shown.kind === 'directory' ? shown.stack.upper : shown.isUpper ? shown.file : undefined;
    if (own !== undefined && shown.kind === 'directory') removeTree(own, this.#view.host);
    else if (own !== undefined) this.#view.host.unlinkSync(bytesOf(own));
    if (this.#isBelow(steps, name)) putWhiteout(`${upper}/${name}`);
  };
  unlinkSync = (path) => {
    const walked = this.#view.get(path, 'unlink', false);
    if (walked.shown.kind === 'directory') throw fileError('EISDIR', 'unlink', rawOf(path));
    this.#takeAway(walked);
  };
  rmdirSync = (path, options) => {
    if (options?.recursive) return this.rmSync(path, { recursive: true });
    const walked = this.#view.get(path, 'rmdir', false);
    if (walked.shown.kind !== 'directory') throw fileError('ENOTDIR', 'rmdir', rawOf(path));
    this.#refusePlaces(walked, 'rmdir');
    if (this.#view.layers.list(walked.shown.stack).length > 0)
      throw fileError('ENOTEMPTY', 'rmdir', rawOf(path));
    this.#takeAway(walked);
  };
  rmSync = (path, { recursive = false, force = false } = {}) => {
    const walked = this.#view.walk(path, 'rm', false);
    if (walked.shown === undefined) {
      if (force) return;
      throw fileError('ENOENT', 'rm', rawOf(path));
    }
    if (walked.shown.kind === 'directory' && !recursive) {
      const message = `Path is a directory: rm returned EISDIR (is a directory) ${String(path)}`;
      throw Object.assign(new Error(message), { code: 'ERR_FS_EISDIR', errno: 21, syscall: 'rm', path });
    }
    this.#refusePlaces(walked, 'rm');
    this.#takeAway(walked);
  };
  symlinkSync = (target, path) => {
    const { path: place } = this.#placeFor(this.#view.getFree(path, 'symlink'));
    syscalls.symlink(rawOf(target), AT_FDCWD, place);
  };
  linkSync = (from, to) => {
    const source = this.#view.get(from, 'link', false);
    const free = this.#view.getFree(to, 'link');
    if (source.shown.kind === 'directory') throw fileError('EPERM', 'link', rawOf(from));
    const own = copyUp(source, this.#view.host);
    this.#view.host.linkSync(bytesOf(own), bytesOf(this.#placeFor(free).path));
  };
  renameSync = (from, to) => {
    // Both parents first, as rename(2) does: what is wrong with them is what it tells.
    this.#view.walk(from, 'rename', false);
    const target = this.#view.walk(to, 'rename', false);
    const source = this.#view.get(from, 'rename', false);
    this.#refusePlaces(source, 'rename');
    if (source.path.startsWith(`${target.path}/`)) throw fileError('ENOTEMPTY', 'rename', rawOf(to));
    if (source.shown.kind === 'directory') return this.#renameDirectory(source, target);
    if (target.shown?.kind === 'directory') throw fileError('EISDIR', 'rename', rawOf(to));
    if (target.hasSlash) throw fileError('ENOTDIR', 'rename', rawOf(to));
    if (target.path === source.path) return;
    const own = copyUp(source, this.#view.host);
    if (isSameFile(own, target.shown)) return;
    this.#view.host.renameSync(bytesOf(own), bytesOf(this.#placeFor(target).path));
    if (this.#isBelow(source.steps, source.name)) putWhiteout(own);
  };
  /** As the kernel without redirects: one that the lowers have a part in is EXDEV, and programs copy instead. */
  #renameDirectory = (source, target) => {
    const { shown } = source;
    if (shown.kind !== 'directory') return;
    if (target.path === source.path) return;
    if (target.path.startsWith(`${source.path}/`)) throw fileError('EINVAL', 'rename', source.path);
    if (target.shown?.kind === 'other') throw fileError('ENOTDIR', 'rename', target.path);
    if (shown.stack.lowers.length > 0 || shown.stack.upper === undefined)
      throw fileError('EXDEV', 'rename', source.path);
    this.#removeEmpty(target);
    const { path } = this.#placeFor(target);
    this.#view.host.renameSync(bytesOf(shown.stack.upper), bytesOf(path));
    if (this.#isBelow(target.steps, target.name)) markOpaque(path);
    if (this.#isBelow(source.steps, source.name)) putWhiteout(shown.stack.upper);
  };
  /** Makes room for a directory: only an empty one gives way. */
  #removeEmpty = (target) => {
    if (target.shown?.kind !== 'directory') return;
    this.#refusePlaces(target, 'rename');
    const { stack } = target.shown;
    if (this.#view.layers.list(stack).length > 0) throw fileError('ENOTEMPTY', 'rename', target.path);
    if (stack.upper !== undefined) removeTree(stack.upper, this.#view.host);
  };
  mkdtempSync = (prefix) => {
    for (let attempt = 0; ; attempt += 1) {
      const path = `${prefix}${Math.random().toString(36).slice(2, 8).padEnd(6, 'x')}`;
      try {
        this.mkdirSync(path, 0o700);
        return path;
      } catch (error) {
        if (error.code !== 'EEXIST' || attempt > 100) throw error;
      }
    }
  };
}
/** Two names of one file: nothing is renamed then (rename(2)). */
function isSameFile(own, other) {
  if (other?.kind !== 'other' || !other.isUpper) return false;
  const found = findEntry(own);
  return found !== undefined && found.ino === other.found.ino && found.dev === other.found.dev;
}
//# sourceMappingURL=change-names.js.map
