/**
 * Committing to a directory: afterwards the target is what it was, plus the changes, or just what it was.
 *
 * The target is the user's, the changes are a job's, so the two are kept apart by construction:
 * - Places are reached relative to descriptors below the target's root, without following a symlink or crossing a mount.
 * - What stands at a place is judged against what the job started from (plan.ts); a difference is a conflict.
 * - Everything new is complete before the first place changes hands, by rename (transaction.ts). Nothing is ever written
 *   in place: a second name of a file, or a program that runs from it, keeps its bytes.
 * - What was displaced is kept until `undo` (undo.ts) or until it is too old.
 */
import { type HostPath, isBelow, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import type { Change } from '../diff/change.js';
import { syscalls } from '../native/syscalls.js';
import { Sources } from '../tree/sources.js';
import { type Base, NO_BASE, readBaseRecord } from './base-record.js';
import { guardDeletions } from './deletion-guard.js';
import { openMerge } from './merge-text.js';
import { planChanges } from './plan.js';
import type { OnConflict, Planned, PlannedConflict } from './planned.js';
import { refuseProtected } from './protected.js';
import {
  emptyDirectoryOf,
  isThere,
  makeUnlessThere,
  notATarget,
  realTarget,
  removeQuietly,
} from './real-target.js';
import { type CommitOptions, type CommitReport, ReportBuilder } from './report.js';
import { type Selected, selectChanges } from './select.js';
import { STASH_PREFIX } from './stash.js';
import { TargetLock } from './target-lock.js';
import { TargetTree } from './target-tree.js';
import { runTransaction } from './transaction.js';
import { findVolumes, type Volume, volumePath } from './volumes.js';

export interface CommitToDirectoryOptions extends CommitOptions {
  /** An existing directory, or a new one in a directory that exists. */
  readonly target: HostPath;
  /** The state directory, and in it the directory of the journals. */
  readonly home: HostPath;
  readonly commits: HostPath;
  readonly job?: string | undefined;
  /** Where the record of the base lies; without one everything that stands in the target is a change of somebody else's. */
  readonly jobDirectory?: HostPath | undefined;
  /** Owners, setuid, capabilities, devices and every xattr as the job left them; a failure is an error. */
  readonly faithful?: boolean | undefined;
  /** Default `fail`: every conflict is listed, and nothing done. */
  readonly onConflict?: OnConflict | undefined;
  /** Joins the lines of a text that both sides changed, where they changed other ones. */
  readonly merge?: boolean | undefined;
  readonly allowProtected?: boolean | undefined;
  readonly maxDeletes?: number | undefined;
}

/** Applies sorted, complete changes to a directory. Synchronous: for a worker, never for the main thread. */
export function commitToDirectory(changes: readonly Change[], asked: CommitToDirectoryOptions): CommitReport {
  const options = { ...asked, target: realTarget(asked.target) };
  const selected = selectForTarget(changes, options);
  const madeTarget = makeUnlessThere(options.target);
  try {
    return withPlan(selected, { changes, options }, (planned, session) => {
      const report = reportOf(planned);
      refuseConflicts(planned, options.target);
      guardDeletions(planned, session.target, options.maxDeletes);
      const applied = countApplied(planned);
      const { commits, job, checkCanceled, onProgress, from = ROOT_PATH } = options;
      const commit = runTransaction(planned, {
        ...session,
        ...{ commits, job, checkCanceled, onProgress, from, madeTarget, applied, report },
      });
      return { ...report.build(), applied, ...(commit !== undefined && { commit }), ...mergedOf(planned) };
    });
  } catch (error) {
    if (madeTarget) removeQuietly(options.target);
    throw error;
  }
}

/** What `commitToDirectory` would do, and what stands in its way. Changes nothing. */
export function planCommit(changes: readonly Change[], asked: CommitToDirectoryOptions): Planned[] {
  const real = { ...asked, target: realTarget(asked.target) };
  const selected = selectForTarget(changes, real);
  const options = isThere(real.target) ? real : { ...real, target: emptyDirectoryOf(real.home) };
  return withPlan(selected, { changes, options }, (planned, { target }) => {
    guardDeletions(planned, target, options.maxDeletes);
    return planned;
  });
}

/**
 * The file systems that such a commit would change, in their order. Where there are several, each is exchanged on its own;
 * see volumes.ts. Changes nothing.
 */
export function findCommitVolumes(changes: readonly Change[], asked: CommitToDirectoryOptions): Volume[] {
  const options = { ...asked, target: realTarget(asked.target) };
  return volumesFor(ownChanges(selectForTarget(changes, options), baseOf(options)), options.target);
}

function selectForTarget(changes: readonly Change[], options: CommitToDirectoryOptions): Selected[] {
  const { target, home, allowProtected } = options;
  if (isBelow(target, home)) throw stateDirectory(target, 'lies in');
  const selected = selectChanges(changes, options);
  const own = isBelow(home, target)
    ? (home.slice(target === '/' ? 1 : target.length + 1) as RawPath)
    : undefined;
  if (own !== undefined && selected.some(({ path }) => isBelow(path, own)))
    throw stateDirectory(home, 'would be changed by a commit to');
  if (allowProtected !== true) refuseProtected(selected, target);
  return selected;
}

function stateDirectory(target: HostPath, what: string): LayoverError {
  return new LayoverError(
    'LAYOVER_COMMIT_TARGET',
    `The target ${quoteRaw(target)} ${what} the state directory`,
    {
      hint: "Choose another target: jobs and layers are layover's own.",
    },
  );
}

interface Session {
  readonly target: TargetTree;
  readonly mounts: readonly Volume[];
  readonly sources: Sources;
  readonly policy: { readonly faithful: boolean };
}

function withPlan<T>(
  selected: readonly Selected[],
  { changes, options }: { changes: readonly Change[]; options: CommitToDirectoryOptions },
  use: (planned: Planned[], session: Session) => T,
): T {
  const base = baseOf(options);
  const own = ownChanges(selected, base);
  const mounts = volumesFor(own, options.target);
  using _lock = new TargetLock(lockedPaths(options.target, mounts));
  using target = openTarget(options.target, mounts);
  const sources = new Sources();
  try {
    const policy = { faithful: options.faithful === true };
    const { jobDirectory, merge } = options;
    const mergeText = merge && jobDirectory ? openMerge(jobDirectory, base, sources) : undefined;
    const { onConflict = 'fail', includes, from = ROOT_PATH, checkCanceled: check } = options;
    const isFresh = isEmpty(target);
    const planned = planChanges(own, {
      ...{ target, isFresh, base, sources, policy, onConflict, mergeText, includes, from, changes, check },
    });
    return use(planned, { target, mounts, sources, policy });
  } finally {
    sources.close();
  }
}

function baseOf({ jobDirectory }: CommitToDirectoryOptions): Base {
  return jobDirectory === undefined ? NO_BASE : readBaseRecord(jobDirectory);
}

/**
 * An upper also holds what was opened for writing and left alone: where the host has changed that since, the comparison
 * with the lowers of now calls it a change, and it is none of the job's.
 */
function ownChanges(selected: readonly Selected[], { paths }: Base): readonly Selected[] {
  return paths === undefined ? selected : selected.filter(({ change }) => paths.has(change.path));
}

function volumesFor(selected: readonly Selected[], target: HostPath): Volume[] {
  return findVolumes(
    target,
    selected.map(({ path }) => path),
  );
}

function lockedPaths(target: HostPath, mounts: readonly Volume[]): HostPath[] {
  const below = mounts.filter(({ at }) => at !== ROOT_PATH);
  return [target, ...below.map(({ at }) => volumePath(target, at))];
}

function isEmpty(target: TargetTree): boolean {
  return target
    .withReadable(ROOT_PATH, (fd) => syscalls.readDirectory(fd))
    .every((name) => name.startsWith(STASH_PREFIX));
}

function reportOf(planned: readonly Planned[]): ReportBuilder {
  const report = new ReportBuilder();
  for (const one of planned) if (one.action === 'skip') report.skip(one.change.path, one.reason);
  return report;
}

function countApplied(planned: readonly Planned[]): number {
  const applied = planned.filter(({ action }) => action !== 'skip').map(({ change }) => change);
  return new Set(applied.filter((change) => change !== undefined)).size;
}

function mergedOf(planned: readonly Planned[]): Pick<CommitReport, 'merged'> {
  const merged = planned.flatMap((one) => (one.action === 'replace' && one.merged ? [one.change.path] : []));
  return merged.length > 0 ? { merged } : {};
}

function refuseConflicts(planned: readonly Planned[], target: HostPath): void {
  const conflicts = planned.filter((one): one is PlannedConflict => one.action === 'conflict');
  if (conflicts.length === 0) return;
  const count = conflicts.length === 1 ? 'One path' : `${conflicts.length} paths`;
  const message = `${count} of ${quoteRaw(target)} changed since the job ran; nothing was committed`;
  throw new LayoverError('LAYOVER_COMMIT_CONFLICT', message, {
    details: conflicts.map(({ change, reason }) => `${quoteRaw(change.path)}: ${reason}`),
    hint: "--on-conflict ours takes the job's side, theirs keeps the target's; --merge joins texts.",
  });
}

function openTarget(path: HostPath, mounts: readonly Volume[]): TargetTree {
  try {
    return new TargetTree(
      path,
      mounts.map(({ at }) => at),
    );
  } catch (cause) {
    throw notATarget(path, cause);
  }
}
