/**
 * What the lowers showed when a job ended, wherever it changed something: the identity of each such path, so that a
 * commit that comes later can tell what somebody else has changed meanwhile. It lies in the job's directory:
 *
 *   base        a line of JSON each: type, mode, owner, size, times, inode, digest
 *   base.text   the bytes of small text files that the job modified, one after the other, for three-way merges
 *
 * A digest tells a file that was only touched from one that was written to. Past the limits below there is none,
 * and such a file counts as changed: the safe side.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, readSync, statSync } from 'node:fs';
import { fsPath } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import { syscalls } from '../native/syscalls.js';
import { digestFile } from '../tree/file-content.js';
export const NO_BASE = { entries: new Map(), paths: undefined };
const DIGEST_FILE_MAX = 8 * 1024 * 1024;
const DIGEST_TOTAL_MAX = 64 * 1024 * 1024;
const DIGEST_FILES_MAX = 5_000;
const TEXT_FILE_MAX = 256 * 1024;
const TEXT_TOTAL_MAX = 32 * 1024 * 1024;
// Coarser than the clock of any file system in use.
const FRESH_NS = 2000000000n;
const FLUSH_LINES = 2_000;
/** Writes the record of a job. Of a path that has been recorded before, what was there first stays. */
export function writeBase(directory, items) {
  const { paths } = readBaseRecord(directory);
  const writer = new BaseWriter(directory);
  for (const item of items) if (paths?.has(item.path) !== true) writer.add(item);
  writer.end();
}
class BaseWriter {
  #file;
  #textFile;
  #nowNs = BigInt(Date.now()) * 1000000n;
  #lines = [];
  #files = 0;
  #digested = 0;
  #textEnd = 0;
  constructor(directory) {
    this.#file = basePath(directory);
    this.#textFile = textPath(directory);
    for (const file of [this.#file, this.#textFile]) appendFileSync(file, '', { mode: 0o600 });
    this.#textEnd = statSync(this.#textFile).size;
  }
  add(found) {
    const { path, item } = found;
    if (item === undefined) this.#push({ path });
    else this.#push(this.#describe(found, item));
  }
  #describe(found, item) {
    const { path } = found;
    const { entry, stat } = item;
    const { type, mode, uid, gid, size, mtimeNs, target } = entry;
    const content = type === 'file' ? this.#readContent(found, size) : {};
    const { ctimeNs, ino, dev } = stat;
    const isFresh = this.#nowNs - ctimeNs < FRESH_NS;
    return {
      ...{ path, type, mode, uid, gid, size, mtimeNs, ctimeNs, ino, dev, target, isFresh },
      xattrs: digestXattrs(entry.xattrs),
      ...content,
    };
  }
  #push(line) {
    this.#lines.push(JSON.stringify(line, bigintAsText));
    if (this.#lines.length >= FLUSH_LINES) this.#flush();
  }
  end() {
    this.#flush();
  }
  #flush() {
    if (this.#lines.length > 0) appendFileSync(this.#file, `${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }
  #readContent({ change, open }, size) {
    const isTooMuch = this.#files >= DIGEST_FILES_MAX || this.#digested + size > DIGEST_TOTAL_MAX;
    if (size > DIGEST_FILE_MAX || isTooMuch) return {};
    this.#files += 1;
    this.#digested += size;
    const fd = open();
    try {
      const digest = digestFile(fd, { size });
      return change?.kind === 'modified' ? { digest, text: this.#keepText(fd, size) } : { digest };
    } finally {
      syscalls.close(fd);
    }
  }
  #keepText(fd, size) {
    if (size > TEXT_FILE_MAX || this.#textEnd + size > TEXT_TOTAL_MAX) return undefined;
    const bytes = Buffer.alloc(size);
    for (let at = 0; at < size; ) {
      const read = readSync(fd, bytes, at, size - at, at);
      if (read === 0) return undefined;
      at += read;
    }
    if (bytes.includes(0)) return undefined;
    appendFileSync(this.#textFile, bytes);
    const offset = this.#textEnd;
    this.#textEnd += size;
    return { offset, length: size };
  }
}
/** The record of a job; empty where the job has none. */
export function readBaseRecord(directory) {
  const text = readIfThere(basePath(directory));
  if (text === undefined) return NO_BASE;
  const lines = text
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const all = lines.map((line) => JSON.parse(line, textAsBigint));
  const present = all.filter((one) => 'type' in one);
  return {
    entries: new Map(present.map((entry) => [entry.path, entry])),
    paths: new Set(all.map(({ path }) => path)),
  };
}
/** The bytes that a text file had in the base, where they were kept. */
export function readBaseText(directory, { text }) {
  if (text === undefined) return undefined;
  return readIfThere(textPath(directory))?.subarray(text.offset, text.offset + text.length);
}
export function digestXattrs(xattrs) {
  if (xattrs.length === 0) return undefined;
  const hash = createHash('sha256');
  for (const [name, value] of xattrs) hash.update(`${name.length}:${name}${value.length}:`).update(value);
  return hash.digest('hex');
}
const BIG_FIELDS = new Set(['mtimeNs', 'ctimeNs', 'ino', 'dev']);
function bigintAsText(_key, value) {
  return typeof value === 'bigint' ? String(value) : value;
}
function textAsBigint(key, value) {
  return BIG_FIELDS.has(key) ? BigInt(value) : value;
}
function basePath(directory) {
  return fsPath(`${directory}/base`);
}
function textPath(directory) {
  return fsPath(`${directory}/base.text`);
}
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
//# sourceMappingURL=base-record.js.map
