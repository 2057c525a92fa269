/** Taking a commit back: after a failure, after a crash, or because somebody wants it undone. */
import { rmdirSync } from 'node:fs';
import { fsPath, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { AT_FDCWD } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { Exchange } from './exchange.js';
import type { CommitHeader, Journal } from './journal.js';
import { makeStash, removeStash } from './stash.js';
import { TargetTree } from './target-tree.js';

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
  restoreStash(journal.header, journal.path);
  const left = reverseAll();
  if (left.length === 0) forget(journal);
  return left;

  function reverseAll(): Leftover[] {
    using exchange = new Exchange(journal.header.target, journal.header.stash);
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
  removeStash(journal.header.stash);
  if (journal.header.madeTarget) removeEmptyTarget(journal.header);
  journal.remove();
}

/** Waits until all of the target's file system is on disk. */
export function syncTarget({ target }: Pick<CommitHeader, 'target'>): void {
  using tree = new TargetTree(target);
  tree.withReadable(ROOT_PATH, (fd) => syscalls.syncfs(fd));
}

/** The directory that the commit was for must be there, under its name. */
export function requireTarget({ id, target, targetIno }: CommitHeader): void {
  const ino = findIno(target);
  if (ino === targetIno) return;
  const what = ino === undefined ? 'is not there' : 'is another directory now';
  throw new LayoverError(
    'LAYOVER_COMMIT_TARGET',
    `${quoteRaw(target)}, which commit ${id} changed, ${what}`,
    {
      hint: 'Put it back, or mount it, and try again.',
    },
  );
}

function findIno(target: RawPath): string | undefined {
  try {
    return String(syscalls.stat(AT_FDCWD, target).ino);
  } catch {
    return undefined;
  }
}

/** One that had nothing in it was not kept. */
function restoreStash({ stash }: CommitHeader, home: Journal['path']): void {
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
