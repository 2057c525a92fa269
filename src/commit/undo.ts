import { type HostPath, quoteRaw, type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { Exchange } from './exchange.js';
import { type CommitHeader, isCommitId, Journal, listCommitIds, readHeader } from './journal.js';
import { type Leftover, requireTarget, takeBack } from './take-back.js';

/** What an undo did. */
export interface UndoReport {
  readonly commit: string;
  readonly target: HostPath;
  readonly restored: number;
}

/**
 * Puts back what a commit displaced, and takes away what it made. Where somebody has changed a place since, nothing is
 * done at all, and every such place is named: `LAYOVER_COMMIT_CONFLICT`.
 */
export function undoCommit(commits: HostPath, id: string): UndoReport {
  const journal = isCommitId(id) ? Journal.open(commits, id) : undefined;
  if (journal === undefined) throw unknownCommit(commits, id);
  try {
    return undo(journal);
  } finally {
    journal[Symbol.dispose]();
  }
}

/** The commits that can be taken back, newest first. */
export function listCommits(commits: HostPath): CommitHeader[] {
  const headers = listCommitIds(commits).map((id) => readHeader(commits, id));
  return headers
    .filter((header) => header?.state === 'committed' || header?.state === 'stuck')
    .reverse() as CommitHeader[];
}

function undo(journal: Journal): UndoReport {
  const { id, target, applied = 0 } = journal.header;
  requireTarget(journal.header);
  if (journal.header.state === 'committed') refuseObstacles(journal);
  journal.update({ state: 'undoing' });
  const left = takeBack(journal);
  if (left.length === 0) return { commit: id, target, restored: applied };
  journal.update({ state: 'stuck' });
  throw changedSince(journal.header, left);
}

function refuseObstacles(journal: Journal): void {
  const { operations } = journal.readOperations();
  using exchange = new Exchange(journal.header);
  const found = operations.flatMap((operation): Leftover[] => {
    const reason = exchange.findObstacle(operation);
    return reason === undefined ? [] : [{ path: operation.path, reason }];
  });
  if (found.length > 0) throw changedSince(journal.header, found);
}

function changedSince({ id, target, state }: CommitHeader, found: readonly Leftover[]): LayoverError {
  const done = state === 'committed' ? 'nothing was undone' : 'the rest was undone';
  const message = `${quoteRaw(target)} changed since commit ${id}; ${done}`;
  return new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    details: found.map(({ path, reason }) => `${quoteRaw(path)}: ${reason}`),
    hint: 'Put these paths back as the commit left them, then undo it again.',
  });
}

function unknownCommit(commits: HostPath, id: string): LayoverError {
  const message = `There is no commit ${quoteRaw(id as RawPath)} that can be undone`;
  const hint = listCommits(commits).length > 0 ? '`layover undo` lists those that can.' : 'None can.';
  return new LayoverError('LAYOVER_COMMIT_UNKNOWN', message, { hint });
}
