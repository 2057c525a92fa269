/** Calls that list directories: names of all layers, merged. */
import fs, {} from 'node:fs';
import { S_IFMT } from '../../native/constants.js';
import { bytesOf, fileError } from './host-files.js';
import { rawOf } from './view.js';

// UV_DIRENT_ numbers of libuv, by the type bits of a mode.
const DIRENT_TYPES = {
  0o100000: 1,
  0o040000: 2,
  0o120000: 3,
  0o010000: 4,
  0o140000: 5,
  0o020000: 6,
  0o060000: 7,
};
export class ListCalls {
  #view;
  constructor(view) {
    this.#view = view;
  }
  #stackOf = (path, syscall) => {
    const { shown, path: at } = this.#view.get(path, syscall);
    if (shown.kind !== 'directory') throw fileError('ENOTDIR', syscall, rawOf(path));
    return { stack: shown.stack, at };
  };
  #namesOf = (path, syscall) => {
    const { stack, at } = this.#stackOf(path, syscall);
    return [...new Set([...this.#view.layers.list(stack), ...this.#view.walker.placesIn(at)])].sort();
  };
  #direntsOf = (path, parent, encoding) => {
    const raw = rawOf(path);
    return this.#namesOf(path, 'scandir').map((name) => {
      const { shown } = this.#view.get(Buffer.from(`${raw}/${name}`, 'latin1'), 'scandir', false);
      const type = DIRENT_TYPES[shown.found.mode & S_IFMT] ?? 0;
      return new fs.Dirent(named(name, encoding), type, parent);
    });
  };
  readdirSync = (path, given) => {
    const code = this.#view.codePath(path);
    if (code !== undefined) return this.#view.host.readdirSync(bytesOf(code).toString(), given);
    const {
      encoding,
      withFileTypes = false,
      recursive = false,
    } = typeof given === 'object' && given !== null ? given : { encoding: given ?? 'utf8' };
    if (recursive) return this.#listAll(path, withFileTypes);
    if (withFileTypes) return this.#direntsOf(path, String(path), encoding ?? 'utf8');
    return this.#namesOf(path, 'scandir').map((name) => named(name, encoding ?? 'utf8'));
  };
  #listAll = (path, withFileTypes) => {
    const found = [];
    const visit = (at, below) => {
      for (const entry of this.#direntsOf(at, at, 'utf8')) {
        found.push(withFileTypes ? entry : `${below}${entry.name}`);
        if (entry.isDirectory()) visit(`${at}/${entry.name}`, `${below}${entry.name}/`);
      }
    };
    visit(String(path), '');
    return found;
  };
  opendirSync = (path, options) => {
    const entries = options?.recursive
      ? this.readdirSync(path, { withFileTypes: true, recursive: true })
      : this.#direntsOf(path, String(path), options?.encoding ?? 'utf8');
    return new PortableDir(String(path), entries);
  };
}
function named(name, encoding) {
  const bytes = bytesOf(name);
  return encoding === 'buffer' ? bytes : bytes.toString(encoding);
}
/** As fs.Dir. */
class PortableDir {
  path;
  #entries;
  constructor(path, entries) {
    this.path = path;
    this.#entries = entries;
  }
  readSync() {
    return this.#entries.shift() ?? null;
  }
  async read(callback) {
    const entry = this.readSync();
    if (callback === undefined) return await Promise.resolve(entry);
    process.nextTick(callback, null, entry);
    return undefined;
  }
  closeSync() {
    this.#entries.length = 0;
  }
  async close(callback) {
    this.closeSync();
    if (callback) process.nextTick(callback, null);
    await Promise.resolve();
  }
  async *[Symbol.asyncIterator]() {
    for (let entry = this.readSync(); entry !== null; entry = this.readSync())
      yield await Promise.resolve(entry);
  }
}
//# sourceMappingURL=list-calls.js.map
