/**
 * What a commit to a directory leaves in the state directory, `commits/<id>/`:
 *
 *   commit.json   who, when, where to, and how far it has come
 *   operations    a line of JSON each, written and synced before the first of them is done
 *   stash/        what is new, then what was displaced; of another file system than this one the stash lies there
 *
 *   staging -> applying -> committed -> undoing -> (gone)
 *
 * `staging`: the target is untouched. `applying` and `undoing`: it is in between, and whoever finds the lock free takes
 * everything back. `committed`: it is done, and what was displaced is kept for `undo`. `stuck`: it was taken back but for
 * what somebody else has changed since. The lock is a flock on the
 * directory, so it goes with the process that held it.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fsPath, joinRaw } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { replaceFile, syncDirectory, writeNewFile } from '../layers/durable.js';
import { tryLockDirectory } from '../layers/lock.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { removeTree } from '../tree/remove.js';

const ID_PATTERN = /^c-[0-9a-z]{14}$/;
const HEADER_NAME = 'commit.json';
const OPERATIONS_NAME = 'operations';
export const OWN_STASH = 'stash';
export function isCommitId(name) {
  return ID_PATTERN.test(name);
}
/** The journal of one commit, locked for as long as it is open. */
export class Journal {
  path;
  #parent;
  #lock;
  #header;
  constructor(parent, header, lock) {
    this.#parent = parent;
    this.path = joinRaw(parent, header.id);
    this.#header = header;
    this.#lock = lock;
  }
  /** A new one in `parent`. */
  static create(parent, about) {
    const id = newCommitId(Date.now());
    const path = joinRaw(parent, id);
    syscalls.mkdir(AT_FDCWD, path, 0o700);
    const lock = tryLockDirectory(path);
    if (lock === undefined)
      throw new LayoverError('LAYOVER_HOME', `The new directory of ${id} is locked already`);
    const createdAt = new Date().toISOString();
    const header = { id, state: 'staging', createdAt, ...about, targetIno: '', madeTarget: false };
    return new Journal(parent, { ...header, volumes: [] }, lock);
  }
  /** An old one; undefined where another process holds it. */
  static open(parent, id) {
    const path = joinRaw(parent, id);
    const lock = tryLockDirectory(path);
    if (lock === undefined) return undefined;
    try {
      const header = readHeader(parent, id);
      if (header !== undefined) return new Journal(parent, header, lock);
    } catch (error) {
      syscalls.close(lock);
      throw error;
    }
    syscalls.close(lock);
    return undefined;
  }
  get header() {
    return this.#header;
  }
  /** On disk when this returns. */
  update(change) {
    this.#header = { ...this.#header, ...change };
    const { target, ...rest } = this.#header;
    replaceFile(this.path, HEADER_NAME, Buffer.from(`${JSON.stringify({ ...rest, targetRaw: target })}\n`));
  }
  /** On disk when this returns. Once only. */
  writeOperations(operations, touched) {
    const lines = [...touched.map(encodeTouched), ...operations.map(encodeOperation)];
    writeNewFile(joinRaw(this.path, OPERATIONS_NAME), Buffer.from(lines.join('')));
    syncDirectory(this.path);
  }
  readOperations() {
    const text = readFileSync(fsPath(joinRaw(this.path, OPERATIONS_NAME)), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    const all = lines.map((line) => JSON.parse(line, revive));
    return {
      operations: all.filter(({ kind }) => kind !== 'touched'),
      touched: all.filter(({ kind }) => kind === 'touched'),
    };
  }
  /** Forgets the commit: with its directory goes what is in its own stash. */
  remove() {
    removeTree(this.#parent, this.#header.id);
    syncDirectory(this.#parent);
  }
  [Symbol.dispose]() {
    syscalls.close(this.#lock);
  }
}
/** Undefined where there is none yet: its maker was killed at once. */
export function readHeader(parent, id) {
  const file = joinRaw(parent, `${id}/${HEADER_NAME}`);
  try {
    const { targetRaw, ...rest } = JSON.parse(readFileSync(fsPath(file), 'utf8'));
    return { ...rest, target: targetRaw };
  } catch (cause) {
    if (hasErrno(cause, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new LayoverError('LAYOVER_HOME', `The record of commit ${id} cannot be read`, { cause });
  }
}
/** In the order they were made. */
export function listCommitIds(parent) {
  return readdirSync(fsPath(parent)).filter(isCommitId).sort();
}
/** Sorts by time: milliseconds in base 36, then five random characters. */
function newCommitId(now) {
  const random = randomBytes(4).readUInt32BE(0) % 36 ** 5;
  return `c-${now.toString(36).padStart(9, '0')}${random.toString(36).padStart(5, '0')}`;
}
function encodeTouched(directory) {
  return `${JSON.stringify({ kind: 'touched', ...directory }, encode)}\n`;
}
function encodeOperation(operation) {
  return `${JSON.stringify(operation, encode)}\n`;
}
const BIG_FIELDS = new Set(['ino', 'mtimeNs']);
function encode(key, value) {
  if (key === 'stat') return undefined;
  if (typeof value === 'bigint') return String(value);
  if (key === 'xattrs') return value.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')]);
  return value;
}
function revive(key, value) {
  if (BIG_FIELDS.has(key)) return BigInt(value);
  if (key === 'xattrs') return value.map(([name, text]) => [name, Buffer.from(text, 'base64')]);
  return value;
}
//# sourceMappingURL=journal.js.map
