/**
 * A commit to a directory as a transaction. Its steps, of which each may be the last one:
 *
 *   stage      everything new is made in the stash, on the target's file system, complete      state `staging`
 *   sync       the stash, then the list of operations: from here on they can be taken back
 *   exchange   one rename for each path; what was there goes into the stash                    state `applying`
 *   verify     what was displaced is what the plan saw, and what is new is in its place
 *   sync       the target, then the state: from here on the commit is done                     state `committed`
 *
 * A failure, a conflict and a cancellation take back what was done; a crash leaves that to the next start.
 */
import { fsyncSync } from 'node:fs';
import { type HostPath, joinRaw, quoteRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import { SYNC_EACH_MAX, syncTree } from '../layers/durable.js';
import { Exchange } from './exchange.js';
import { type CommitHeader, Journal } from './journal.js';
import type { Operation, TouchedDirectory } from './operation.js';
import type { Planned } from './planned.js';
import { type Staging, stageAll } from './stage-all.js';
import { removeStash } from './stash.js';
import { forget, syncTarget, takeBack } from './take-back.js';
import type { TargetTree } from './target-tree.js';
import { volumeOf, volumePath } from './volumes.js';

export interface Transaction extends Staging {
  /** The directory of the journals. */
  readonly commits: HostPath;
  readonly job?: string | undefined;
  readonly applied: number;
  /** What the target stands for in the view. */
  readonly from: RawPath;
}

/** Does what was planned, whole or not at all. Answers with the name of the commit; undefined where there was nothing to do. */
export function runTransaction(planned: readonly Planned[], transaction: Transaction): string | undefined {
  const { target, commits, job, madeTarget } = transaction;
  const todo = planned.filter(({ action }) => action !== 'same' && action !== 'skip');
  if (todo.length === 0) return undefined;
  using journal = Journal.create(commits, { target: target.path, job });
  let isApplying = false;
  let operations: readonly Operation[] = [];
  try {
    operations = stageAll(todo, transaction, journal);
    const touched = findTouched(operations, target);
    journal.writeOperations(operations, touched);
    journal.update({ state: 'applying' });
    isApplying = true;
    exchange(operations, transaction, journal);
    syncParents(target, touched, journal.header);
    journal.update({ state: 'committed', applied: transaction.applied, madeTarget });
  } catch (error) {
    throw isApplying ? rolledBack(journal, error) : unstaged(journal, error);
  }
  dropEmptyStashes(journal, operations);
  return journal.header.id;
}

function exchange(operations: readonly Operation[], transaction: Transaction, { header }: Journal): void {
  const { target, policy, report, checkCanceled, from } = transaction;
  using doing = new Exchange(header);
  for (const operation of operations) {
    checkCanceled?.();
    report.strip(joinRaw(from, operation.path), doing.apply(operation, policy));
  }
  // From the root anew: a directory that was moved away meanwhile took its changes with it.
  using verifying = new Exchange(header);
  const gone = verifying.findMoved();
  if (gone !== undefined) throw moved(volumePath(target.path, gone), target.path);
  for (const operation of operations) {
    verifying.check(operation);
    if (!verifying.isInPlace(operation)) throw moved(operation.path, target.path);
  }
}

function moved(path: RawPath, target: HostPath): LayoverError {
  const message = `${quoteRaw(path)} was moved or replaced in ${quoteRaw(target)} while the commit was at it`;
  return new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    hint: 'Look at what else writes there, then commit again.',
  });
}

function findTouched(operations: readonly Operation[], target: TargetTree): TouchedDirectory[] {
  const renames = operations.filter(({ kind }) => kind !== 'attributes');
  const parents = new Set(renames.map(({ path }) => splitRaw(path).parent));
  return [...parents].flatMap((path) => {
    const located = target.locate(path);
    if (located.kind !== 'spot' || located.stat === undefined) return [];
    const { ino, mtimeNs } = located.stat;
    return [{ path, ino, mtimeNs }];
  });
}

function syncParents(
  target: TargetTree,
  touched: readonly TouchedDirectory[],
  { volumes }: CommitHeader,
): void {
  if (touched.length > SYNC_EACH_MAX) return syncTarget({ target: target.path, volumes });
  for (const { path } of touched) target.withReadable(path, fsyncSync);
  for (const { stash } of volumes) syncTree(stash, [ROOT_PATH]);
}

function unstaged(journal: Journal, error: unknown): unknown {
  try {
    forget(journal);
  } catch {
    // The next start removes it; the error that led here says more.
  }
  return error;
}

/** The error, once everything is back as it was; it says so where something is not. */
function rolledBack(journal: Journal, error: unknown): unknown {
  const { target, id } = journal.header;
  try {
    const left = takeBack(journal);
    if (left.length === 0) return error;
    journal.update({ state: 'stuck' });
    return new LayoverError(
      'LAYOVER_COMMIT_CONFLICT',
      `${messageOf(error)}; ${quoteRaw(target)} was put back, but for what others changed`,
      {
        cause: error,
        details: left.map(({ path, reason }) => `${quoteRaw(path)}: ${reason}`),
        hint: `What stood there before is kept: layover undo ${id} tries again.`,
      },
    );
  } catch (failure) {
    const message = `${messageOf(error)}; the commit could not be taken back yet: ${messageOf(failure)}`;
    return new LayoverError('LAYOVER_COMMIT_TARGET', message, {
      cause: error,
      hint: `The next layover command tries again; the target ${quoteRaw(target)} is half-changed until then.`,
    });
  }
}

/** In or beside a target nothing is left lying about that nobody needs. */
function dropEmptyStashes(journal: Journal, operations: readonly Operation[]): void {
  const { volumes } = journal.header;
  const roots = volumes.map(({ at }) => at);
  for (const [index, { stash }] of volumes.entries()) {
    if (stash.startsWith(`${journal.path}/`)) continue;
    const own = operations.filter(({ path }) => volumeOf(path, roots) === index);
    if (own.every(({ kind }) => kind === 'create' || kind === 'attributes')) removeStash(stash);
  }
}
