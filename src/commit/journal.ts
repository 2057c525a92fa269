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
import { fsPath, type HostPath, joinRaw, type RawPath } from '../base/bytes-path.js';
import { hasErrno, LayoverError } from '../base/errors.js';
import { replaceFile, syncDirectory, writeNewFile } from '../layers/durable.js';
import { tryLockDirectory } from '../layers/lock.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { removeTree } from '../tree/remove.js';
import type { DirectoryAttributes, Operation, TouchedDirectory } from './operation.js';
import type { Seen } from './seen.js';
import type { VolumeRecord } from './volumes.js';

export type CommitState = 'staging' | 'applying' | 'committed' | 'undoing' | 'stuck';

/** `commit.json`. */
export interface CommitHeader {
  readonly id: string;
  readonly state: CommitState;
  readonly createdAt: string;
  readonly job?: string | undefined;
  readonly target: HostPath;
  /** Of the target's own directory; empty until it is there. */
  readonly targetIno: string;
  /** Whether the commit made it. */
  readonly madeTarget: boolean;
  /** What of it is changed, in this order; none before anything is staged. */
  readonly volumes: readonly VolumeRecord[];
  /** Changes applied. */
  readonly applied?: number | undefined;
}

const ID_PATTERN = /^c-[0-9a-z]{14}$/;
const HEADER_NAME = 'commit.json' as RawPath;
const OPERATIONS_NAME = 'operations' as RawPath;
export const OWN_STASH = 'stash' as RawPath;

export function isCommitId(name: string): boolean {
  return ID_PATTERN.test(name);
}

/** The journal of one commit, locked for as long as it is open. */
export class Journal implements Disposable {
  readonly path: HostPath;
  readonly #parent: HostPath;
  readonly #lock: number;
  #header: CommitHeader;

  private constructor(parent: HostPath, header: CommitHeader, lock: number) {
    this.#parent = parent;
    this.path = joinRaw(parent, header.id) as HostPath;
    this.#header = header;
    this.#lock = lock;
  }

  /** A new one in `parent`. */
  static create(parent: HostPath, about: Pick<CommitHeader, 'target' | 'job'>): Journal {
    const id = newCommitId(Date.now());
    const path = joinRaw(parent, id) as HostPath;
    syscalls.mkdir(AT_FDCWD, path, 0o700);
    const lock = tryLockDirectory(path);
    if (lock === undefined)
      throw new LayoverError('LAYOVER_HOME', `The new directory of ${id} is locked already`);
    const createdAt = new Date().toISOString();
    const header = { id, state: 'staging', createdAt, ...about, targetIno: '', madeTarget: false } as const;
    return new Journal(parent, { ...header, volumes: [] }, lock);
  }

  /** An old one; undefined where another process holds it. */
  static open(parent: HostPath, id: string): Journal | undefined {
    const path = joinRaw(parent, id) as HostPath;
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

  get header(): CommitHeader {
    return this.#header;
  }

  /** On disk when this returns. */
  update(change: Partial<CommitHeader>): void {
    this.#header = { ...this.#header, ...change };
    const { target, ...rest } = this.#header;
    replaceFile(this.path, HEADER_NAME, Buffer.from(`${JSON.stringify({ ...rest, targetRaw: target })}\n`));
  }

  /** On disk when this returns. Once only. */
  writeOperations(operations: readonly Operation[], touched: readonly TouchedDirectory[]): void {
    const lines = [...touched.map(encodeTouched), ...operations.map(encodeOperation)];
    writeNewFile(joinRaw(this.path, OPERATIONS_NAME) as HostPath, Buffer.from(lines.join('')));
    syncDirectory(this.path);
  }

  readOperations(): { operations: Operation[]; touched: TouchedDirectory[] } {
    const text = readFileSync(fsPath(joinRaw(this.path, OPERATIONS_NAME) as HostPath), 'utf8');
    const lines = text.split('\n').filter((line) => line !== '');
    const all = lines.map((line) => JSON.parse(line, revive) as { kind: string });
    return {
      operations: all.filter(({ kind }) => kind !== 'touched') as Operation[],
      touched: all.filter(({ kind }) => kind === 'touched') as unknown as TouchedDirectory[],
    };
  }

  /** Forgets the commit: with its directory goes what is in its own stash. */
  remove(): void {
    removeTree(this.#parent, this.#header.id as RawPath);
    syncDirectory(this.#parent);
  }

  [Symbol.dispose](): void {
    syscalls.close(this.#lock);
  }
}

/** Undefined where there is none yet: its maker was killed at once. */
export function readHeader(parent: HostPath, id: string): CommitHeader | undefined {
  const file = joinRaw(parent, `${id}/${HEADER_NAME}`) as HostPath;
  try {
    const { targetRaw, ...rest } = JSON.parse(readFileSync(fsPath(file), 'utf8')) as Omit<
      CommitHeader,
      'target'
    > & { targetRaw: HostPath };
    return { ...rest, target: targetRaw };
  } catch (cause) {
    if (hasErrno(cause, 'ENOENT', 'ENOTDIR')) return undefined;
    throw new LayoverError('LAYOVER_HOME', `The record of commit ${id} cannot be read`, { cause });
  }
}

/** In the order they were made. */
export function listCommitIds(parent: HostPath): string[] {
  return readdirSync(fsPath(parent) as unknown as string)
    .filter(isCommitId)
    .sort();
}

/** Sorts by time: milliseconds in base 36, then five random characters. */
function newCommitId(now: number): string {
  const random = randomBytes(4).readUInt32BE(0) % 36 ** 5;
  return `c-${now.toString(36).padStart(9, '0')}${random.toString(36).padStart(5, '0')}`;
}

function encodeTouched(directory: TouchedDirectory): string {
  return `${JSON.stringify({ kind: 'touched', ...directory }, encode)}\n`;
}

/** Most of a long list are renames: to ask a function about each of their fields would take longer than the rest. */
function encodeOperation(operation: Operation): string {
  if (operation.kind === 'attributes') return `${JSON.stringify(operation, encode)}\n`;
  const sides = {
    ...('before' in operation && { before: operation.before.map(writeSeen) }),
    ...('after' in operation && { after: operation.after.map(writeSeen) }),
  };
  return `${JSON.stringify({ ...operation, ...sides })}\n`;
}

function writeSeen({ path, type, mode, uid, gid, size, mtimeNs, ino }: Seen): object {
  return { path, type, mode, uid, gid, size, mtimeNs: String(mtimeNs), ino: String(ino) };
}

const BIG_FIELDS = new Set(['ino', 'mtimeNs']);

function encode(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (key === 'xattrs')
    return (value as DirectoryAttributes['xattrs']).map(([name, bytes]) => [
      name,
      Buffer.from(bytes).toString('base64'),
    ]);
  return value;
}

function revive(key: string, value: unknown): unknown {
  if (BIG_FIELDS.has(key)) return BigInt(value as string);
  if (key === 'xattrs')
    return (value as Array<[string, string]>).map(([name, text]) => [name, Buffer.from(text, 'base64')]);
  return value;
}
