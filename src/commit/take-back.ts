/** Taking a commit back: after a failure, after a crash, or because somebody wants it undone. */
import { rmdirSync } from 'node:fs';
import { fsPath, type HostPath, quoteRaw, type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { type Changed, Exchange } from './exchange.js';
import type { CommitHeader, Journal } from './journal.js';
import { makeStash, removeStash } from './stash.js';
import { TargetTree } from './target-tree.js';
import { type VolumeRecord, volumePath } from './volumes.js';

/** A path that could not be taken back, and why. */
export interface Leftover {
  readonly path: RawPath;
  readonly reason: string;
}

/**
 * Puts everything back as it was, and forgets the commit. It can be killed at any point and done again: what is on disk
 * tells how far it came. Where somebody else has changed a place since, that stays, what was displaced there is kept, and both
 * are answered.
 */
export function takeBack(journal: Journal): Leftover[] {
  requireTarget(journal.header);
  const { operations, touched } = journal.readOperations();
  for (const { stash } of journal.header.volumes) restoreStash(stash, journal.path);
  const left = reverseAll();
  if (left.length === 0) forget(journal);
  return left;

  function reverseAll(): Leftover[] {
    using exchange = new Exchange(journal.header);
    const found: Leftover[] = [];
    for (const operation of operations.toReversed()) {
      const reason = exchange.reverse(operation);
      if (reason !== undefined) found.push({ path: operation.path, reason });
    }
    exchange.restoreTimes(touched);
    syncTarget(journal.header);
    return found;
  }
}

/** Removes all that is left of a commit that changed nothing or was taken back. */
export function forget(journal: Journal): void {
  removeStashes(journal.header);
  if (journal.header.madeTarget) removeEmptyTarget(journal.header);
  journal.remove();
}

/** Removes them, and gives the directories they were in their times back. */
function removeStashes({ volumes }: CommitHeader): void {
  for (const { stash, holder } of volumes) {
    removeStash(stash);
    if (holder) restoreHolder(holder);
  }
}

/** The time shows nothing but that a stash came and went. */
function restoreHolder({ path, ino, mtimeNs }: NonNullable<VolumeRecord['holder']>): void {
  try {
    if (findIno(path) === ino) syscalls.utimes(AT_FDCWD, path, { mtimeNs: BigInt(mtimeNs) });
  } catch {
    // Somebody else's directory.
  }
}

/** Waits until all of the file systems that are changed are on disk. */
export function syncTarget({ target, volumes }: Changed): void {
  using tree = new TargetTree(
    target,
    volumes.map(({ at }) => at),
  );
  for (const { at } of volumes) tree.withReadable(at, (fd) => syscalls.syncfs(fd));
}

/** The directory that the commit was for must be there, under its name, and so must all that was mounted in it. */
export function requireTarget({ id, target, targetIno, volumes }: CommitHeader): void {
  requireDirectory(id, target, targetIno);
  for (const { at, ino } of volumes) requireDirectory(id, volumePath(target, at), ino);
}

function requireDirectory(id: string, path: HostPath, wanted: string): void {
  const ino = findIno(path);
  if (ino === wanted) return;
  const what = ino === undefined ? 'is not there' : 'is another directory now';
  const message = `${quoteRaw(path)}, which commit ${id} changed, ${what}`;
  throw new LayoverError('LAYOVER_COMMIT_TARGET', message, {
    hint: 'Put it back, or mount it, and try again.',
  });
}

function findIno(target: RawPath): string | undefined {
  try {
    return String(syscalls.stat(AT_FDCWD, target).ino);
  } catch {
    return undefined;
  }
}

/** One that had nothing in it was not kept. */
function restoreStash(stash: HostPath, home: Journal['path']): void {
  try {
    makeStash(stash, home);
  } catch {
    // It is there.
  }
}

function removeEmptyTarget({ target }: CommitHeader): void {
  try {
    rmdirSync(fsPath(target));
  } catch {
    // Somebody has put something into it.
  }
}
