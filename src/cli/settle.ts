/** What becomes of a job's changes once its command has ended, as `run` was told. */

import type { CommitReport } from '../commit/report.js';
import { isSuccess, type Outcome } from '../jail/outcome.js';
import type { Job, JobResult } from '../sandbox/result/job.js';
import type { TaskOptions } from '../sandbox/trees/tree-host.js';
import { directoryOptions } from './option-kinds.js';
import { ProgressLine } from './progress.js';
import { countChanges } from './render.js';
import type { RunOptions } from './run-options.js';
import { InterruptAbort } from './signals.js';
import { sayVolumes } from './volumes.js';

export interface Settlement {
  /** With what has become of the changes. */
  readonly result: JobResult;
  /** Of a commit. */
  readonly report?: CommitReport;
  /** Why the commit failed; the job is kept then. */
  readonly failure?: unknown;
  /** Whether the job is still there. */
  readonly isKept: boolean;
}

export function chooseSettlement(
  outcome: Outcome,
  { onSuccess, onFailure }: RunOptions,
): NonNullable<RunOptions['onSuccess']> {
  if (isSuccess(outcome)) return onSuccess ?? 'keep';
  // Nothing ran, so there is nothing to look at.
  if (outcome.kind === 'not-started') return onFailure ?? 'discard';
  return onFailure ?? 'keep';
}

/**
 * After a commit the job is discarded: its changes are where they were wanted. It is kept where the commit left out
 * something, or where nothing at all was chosen, which may be a slip in a glob.
 */
export async function settleJob(
  job: Job,
  options: RunOptions,
  ask: () => Promise<Settlement>,
): Promise<Settlement> {
  const choice = chooseSettlement(job.outcome, options);
  if (choice === 'ask' && countChanges(job.result.changes) > 0) return await ask();
  if (choice === 'commit') return await commitJob(job, options);
  if (choice === 'discard') await job.discard();
  return { result: job.result, isKept: choice !== 'discard' };
}

interface CommitAnswer {
  /** What is left of the changes may be wanted elsewhere. */
  readonly isPart?: boolean;
  /** Whoever wants it has been told of the file systems. */
  readonly isAsked?: boolean;
}

export async function commitJob(
  job: Job,
  options: RunOptions,
  answer: CommitAnswer = {},
): Promise<Settlement> {
  using interrupt = new InterruptAbort();
  using progress = new ProgressLine('Committing');
  try {
    const task = { signal: interrupt.signal, onProgress: progress.update };
    const report = await commitTo(job, { ...options, ...task }, answer);
    const { result } = job;
    const hasMissed = report.applied === 0 && countChanges(result.changes) > 0;
    const isKept = answer.isPart === true || report.skipped.length > 0 || hasMissed;
    if (!isKept) await job.discard();
    return { result, report, isKept };
  } catch (failure) {
    return { result: job.result, failure, isKept: true };
  }
}

async function commitTo(
  job: Job,
  { layer, signal, onProgress, ...options }: RunOptions & TaskOptions,
  { isAsked }: CommitAnswer,
): Promise<CommitReport> {
  const { from, only, except } = options;
  const task = { signal, onProgress };
  if (layer !== undefined) return await job.commitLayer({ name: layer, from, only, except, ...task });
  const directory = { ...directoryOptions(options), ...task };
  if (isAsked !== true) await sayVolumes(job, directory);
  return await job.commit(directory);
}
