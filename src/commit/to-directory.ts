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
import { mkdirSync, realpathSync, rmdirSync } from 'node:fs';
import {
  fsPath,
  type HostPath,
  isBelow,
  joinRaw,
  quoteRaw,
  type RawPath,
  ROOT_PATH,
  rawFromBytes,
  splitRaw,
} from '../base/bytes-path.js';
import { hasErrno, LayoverError, messageOf } from '../base/errors.js';
import type { Change } from '../diff/change.js';
import { AT_FDCWD, O_DIRECTORY, O_RDONLY } from '../native/constants.js';
import { syscalls } from '../native/syscalls.js';
import { Sources } from '../tree/sources.js';
import { type Base, NO_BASE, readBaseRecord } from './base-record.js';
import { guardDeletions } from './deletion-guard.js';
import { hintFor, isSystemError } from './explain.js';
import { openMerge } from './merge-text.js';
import { planChanges } from './plan.js';
import type { OnConflict, Planned, PlannedConflict } from './planned.js';
import { refuseProtected } from './protected.js';
import { type CommitOptions, type CommitReport, ReportBuilder } from './report.js';
import { type Selected, selectChanges } from './select.js';
import { STASH_PREFIX } from './stash.js';
import { TargetTree } from './target-tree.js';
import { runTransaction } from './transaction.js';

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
  readonly sources: Sources;
  readonly policy: { readonly faithful: boolean };
}

function withPlan<T>(
  selected: readonly Selected[],
  { changes, options }: { changes: readonly Change[]; options: CommitToDirectoryOptions },
  use: (planned: Planned[], session: Session) => T,
): T {
  using _lock = new TargetLock(options.target);
  using target = openTarget(options.target);
  const sources = new Sources();
  try {
    const policy = { faithful: options.faithful === true };
    const { jobDirectory, merge } = options;
    const base: Base = jobDirectory === undefined ? NO_BASE : readBaseRecord(jobDirectory);
    const mergeText = merge && jobDirectory ? openMerge(jobDirectory, base, sources) : undefined;
    const { onConflict = 'fail', includes, from = ROOT_PATH, checkCanceled: check } = options;
    const isFresh = isEmpty(target);
    const planned = planChanges(selected, {
      ...{ target, isFresh, base, sources, policy, onConflict, mergeText, includes, from, changes, check },
    });
    return use(planned, { target, sources, policy });
  } finally {
    sources.close();
  }
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

const PATIENCE_MS = 10_000;

/** One commit at a time, whoever makes it. Where the target cannot be read there is no lock: the checks remain. */
class TargetLock implements Disposable {
  readonly #fd: number | undefined;

  constructor(path: HostPath) {
    this.#fd = openReadable(path);
    const deadline = Date.now() + PATIENCE_MS;
    while (this.#fd !== undefined && !syscalls.flock(this.#fd, 'exclusive')) {
      if (Date.now() > deadline) {
        syscalls.close(this.#fd);
        throw new LayoverError(
          'LAYOVER_COMMIT_TARGET',
          `${quoteRaw(path)} has been locked by another process for 10 s`,
        );
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }

  [Symbol.dispose](): void {
    if (this.#fd !== undefined) syscalls.close(this.#fd);
  }
}

function openReadable(path: HostPath): number | undefined {
  try {
    return syscalls.open(path, O_RDONLY | O_DIRECTORY);
  } catch {
    return undefined;
  }
}

function openTarget(path: HostPath): TargetTree {
  try {
    return new TargetTree(path);
  } catch (cause) {
    throw notATarget(path, cause);
  }
}

/** As the kernel knows it, so that one directory has one name; the last component may be absent. */
function realTarget(path: HostPath): HostPath {
  try {
    if (isThere(path)) return realPath(path);
    const { parent, name } = splitRaw(path);
    return joinRaw(realPath((parent === '' ? '/' : parent) as HostPath), name).replace('//', '/') as HostPath;
  } catch (cause) {
    throw notATarget(path, cause);
  }
}

function realPath(path: HostPath): HostPath {
  return rawFromBytes(realpathSync(fsPath(path), { encoding: 'buffer' })) as HostPath;
}

/** Stands for a target that is not there yet. */
function emptyDirectoryOf(home: HostPath): HostPath {
  return joinRaw(home, 'attach') as HostPath;
}

function makeUnlessThere(path: HostPath): boolean {
  try {
    mkdirSync(fsPath(path), 0o755);
    return true;
  } catch (cause) {
    if (hasErrno(cause, 'EEXIST')) return false;
    if (hasErrno(cause, 'EROFS', 'EACCES') && isThere(path)) return false;
    throw notATarget(path, cause);
  }
}

function isThere(path: HostPath): boolean {
  try {
    syscalls.stat(AT_FDCWD, path);
    return true;
  } catch {
    return false;
  }
}

function notATarget(path: HostPath, cause: unknown): LayoverError {
  const message = `${quoteRaw(path)} cannot be the target of a commit: ${messageOf(cause)}`;
  const hint =
    (isSystemError(cause) && hintFor(cause)) || 'Name a directory, or a new one in a directory that exists.';
  return new LayoverError('LAYOVER_COMMIT_TARGET', message, { cause, hint });
}

function removeQuietly(path: HostPath): void {
  try {
    rmdirSync(fsPath(path));
  } catch {
    // Somebody has put something into it by now; the error that led here says more.
  }
}
