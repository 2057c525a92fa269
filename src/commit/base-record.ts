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
import { fsPath, type HostPath, type RawPath } from '../base/bytes-path.js';
import { hasErrno } from '../base/errors.js';
import type { PartItem } from '../diff/part-trees.js';
import type { BaseItem } from '../diff/read-base.js';
import { syscalls } from '../native/syscalls.js';
import type { Entry, EntryType } from '../tree/entry.js';
import { digestFile } from '../tree/file-content.js';

/** One path as the lowers showed it. */
export interface BaseEntry {
  readonly path: RawPath;
  readonly type: EntryType;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly ino: bigint;
  readonly dev: bigint;
  readonly target?: RawPath | undefined;
  /** sha256 over the attributes; absent where there were none. */
  readonly xattrs?: string | undefined;
  readonly digest?: string | undefined;
  /** Changed so shortly before this was read that its times alone would not show a further change. */
  readonly isFresh: boolean;
  /** Where its bytes are in `base.text`. */
  readonly text?: { readonly offset: number; readonly length: number } | undefined;
}

/** What is known of a job's base. */
export interface Base {
  readonly entries: ReadonlyMap<RawPath, BaseEntry>;
  /** Every path that the job changed, those it added included; undefined where there is no record. */
  readonly paths: ReadonlySet<RawPath> | undefined;
}

export const NO_BASE: Base = { entries: new Map(), paths: undefined };

const DIGEST_FILE_MAX = 8 * 1024 * 1024;
const DIGEST_TOTAL_MAX = 64 * 1024 * 1024;
const DIGEST_FILES_MAX = 5_000;
const TEXT_FILE_MAX = 256 * 1024;
const TEXT_TOTAL_MAX = 32 * 1024 * 1024;
// Coarser than the clock of any file system in use.
const FRESH_NS = 2_000_000_000n;
const FLUSH_LINES = 2_000;

/** Writes the record of a job. Of a path that has been recorded before, what was there first stays. */
export function writeBase(directory: HostPath, items: Iterable<BaseItem>): void {
  const { paths } = readBaseRecord(directory);
  const writer = new BaseWriter(directory);
  for (const item of items) if (paths?.has(item.path) !== true) writer.add(item);
  writer.end();
}

class BaseWriter {
  readonly #file: Buffer;
  readonly #textFile: Buffer;
  readonly #nowNs = BigInt(Date.now()) * 1_000_000n;
  #lines: string[] = [];
  #files = 0;
  #digested = 0;
  #textEnd = 0;

  constructor(directory: HostPath) {
    this.#file = basePath(directory);
    this.#textFile = textPath(directory);
    for (const file of [this.#file, this.#textFile]) appendFileSync(file, '', { mode: 0o600 });
    this.#textEnd = statSync(this.#textFile).size;
  }

  add(found: BaseItem): void {
    const { path, item } = found;
    if (item === undefined) this.#push({ path });
    else this.#push(this.#describe(found, item));
  }

  #describe(found: BaseItem, item: PartItem): BaseEntry {
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

  #push(line: BaseEntry | { readonly path: RawPath }): void {
    this.#lines.push(JSON.stringify(line, bigintAsText));
    if (this.#lines.length >= FLUSH_LINES) this.#flush();
  }

  end(): void {
    this.#flush();
  }

  #flush(): void {
    if (this.#lines.length > 0) appendFileSync(this.#file, `${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }

  #readContent({ change, open }: BaseItem, size: number): Pick<BaseEntry, 'digest' | 'text'> {
    const isTooMuch = this.#files >= DIGEST_FILES_MAX || this.#digested + size > DIGEST_TOTAL_MAX;
    if (size > DIGEST_FILE_MAX || isTooMuch) return {};
    this.#files += 1;
    this.#digested += size;
    const fd = open();
    if (fd === undefined) return {};
    try {
      const digest = digestFile(fd, { size });
      return change?.kind === 'modified' ? { digest, text: this.#keepText(fd, size) } : { digest };
    } finally {
      syscalls.close(fd);
    }
  }

  #keepText(fd: number, size: number): BaseEntry['text'] {
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
export function readBaseRecord(directory: HostPath): Base {
  const text = readIfThere(basePath(directory));
  if (text === undefined) return NO_BASE;
  const lines = text
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  // Most lines of a large record are paths alone: a reviver for all would take most of the time.
  const all = lines.map((line) => JSON.parse(line) as Written | { path: RawPath });
  const present = all.filter((one): one is Written => 'type' in one);
  return {
    entries: new Map(present.map((entry) => [entry.path, entryOf(entry)])),
    paths: new Set(all.map(({ path }) => path)),
  };
}

/** The bytes that a text file had in the base, where they were kept. */
export function readBaseText(directory: HostPath, { text }: BaseEntry): Buffer | undefined {
  if (text === undefined) return undefined;
  return readIfThere(textPath(directory))?.subarray(text.offset, text.offset + text.length);
}

export function digestXattrs(xattrs: Entry['xattrs']): string | undefined {
  if (xattrs.length === 0) return undefined;
  const hash = createHash('sha256');
  for (const [name, value] of xattrs) hash.update(`${name.length}:${name}${value.length}:`).update(value);
  return hash.digest('hex');
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

type Big = 'mtimeNs' | 'ctimeNs' | 'ino' | 'dev';

/** An entry as its line has it. */
type Written = Omit<BaseEntry, Big> & Readonly<Record<Big, string>>;

function entryOf(written: Written): BaseEntry {
  const { mtimeNs, ctimeNs, ino, dev } = written;
  const times = { mtimeNs: BigInt(mtimeNs), ctimeNs: BigInt(ctimeNs) };
  return { ...written, ...times, ino: BigInt(ino), dev: BigInt(dev) };
}

function basePath(directory: HostPath): Buffer {
  return fsPath(`${directory}/base` as HostPath);
}

function textPath(directory: HostPath): Buffer {
  return fsPath(`${directory}/base.text` as HostPath);
}

function readIfThere(file: Buffer): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if (hasErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}
