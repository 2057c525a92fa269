/** What is known of a project's files from earlier: a file whose status is as it was needs no reading. */
import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hasErrno } from '../base/errors.js';
import { escapeRaw } from '../layers/escape.js';

const VERSION_LINE = 'layover-files 1';
/** A file that changed this shortly before it was read may change again within one tick of its clock. */
const SETTLED_NS = 2000000000n;
export class KnownFiles {
  #file;
  #known;
  #seen = new Map();
  /** Layers made of this project before, whose files can be shared. */
  layers;
  constructor(file) {
    this.#file = file;
    const [version, layers = '', ...lines] = readText(file).split('\n');
    const isKnown = version === VERSION_LINE;
    this.layers = isKnown ? layers.split(' ').filter(Boolean) : [];
    this.#known = new Map(isKnown ? lines.flatMap(parseLine) : []);
  }
  /** The digest of a file of this status. */
  find(path, stat) {
    const key = keyOf(path, stat);
    const digest = this.#known.get(key);
    if (digest !== undefined) this.#seen.set(key, digest);
    return digest;
  }
  /** `stat` is from before the file was read. */
  remember(path, stat, digest) {
    if (BigInt(Date.now()) * 1000000n - stat.ctimeNs > SETTLED_NS) this.#seen.set(keyOf(path, stat), digest);
  }
  /** Of what was asked for since; the last one to write wins, and losing it all costs time only. */
  write(layers) {
    const lines = [...this.#seen].map(([key, digest]) => `${key} ${digest}`);
    const temporary = `${this.#file}.${randomBytes(6).toString('hex')}`;
    writeFileSync(temporary, [VERSION_LINE, layers.join(' '), ...lines, ''].join('\n'), { mode: 0o600 });
    renameSync(temporary, this.#file);
  }
  /** Whether something was asked for that was not known, or known and not asked for. */
  get isChanged() {
    return (
      this.#seen.size !== this.#known.size || [...this.#seen.keys()].some((key) => !this.#known.has(key))
    );
  }
}
function keyOf(path, { size, mtimeNs, ctimeNs, ino, mode }) {
  return `${escapeRaw(path)} ${size} ${mtimeNs} ${ctimeNs} ${ino} ${mode}`;
}
function parseLine(line) {
  const at = line.lastIndexOf(' ');
  const digest = line.slice(at + 1);
  return /^[0-9a-f]{64}$/.test(digest) ? [[line.slice(0, at), digest]] : [];
}
function readText(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return '';
    throw error;
  }
}
//# sourceMappingURL=known-files.js.map
