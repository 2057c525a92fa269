import { type HostPath, quoteRaw } from '../base/bytes-path.js';
import { LayoverError, messageOf } from '../base/errors.js';
import type { Change } from '../diff/change.js';
import { Sources } from '../tree/sources.js';
import { deleteEntry } from './delete-entry.js';
import { HardLinks } from './hard-links.js';
import {
  type CommitContext,
  finishDirectory,
  type Placement,
  placeDirectory,
  placeEntry,
} from './place-entry.js';
import { findSkipReason } from './policy.js';
import { type CommitOptions, type CommitReport, ReportBuilder } from './report.js';
import { type Selected, selectChanges } from './select.js';
import { Target } from './target.js';

/**
 * Committing to a directory: afterwards the target is what it was, plus the changes.
 *
 * The target is the user's, the changes are a job's, so the two are kept apart by construction:
 * - Each change is applied relative to a descriptor of its parent directory, reached below the target's root
 *   without following a symlink or crossing a mount. Nothing outside the target can be touched.
 * - An object is complete under a temporary name before it takes its place by rename, so each path is either
 *   old or new. Nothing is written in place.
 * - Content is read through the same kind of descriptor from the tree the diff was made of.
 * - Directories get their attributes last, the deepest first, when nothing will be made in them any more.
 *
 * The changes are applied one by one: a failure leaves those before it applied, and names the path it stands at.
 */
export interface CommitToDirectoryOptions extends CommitOptions {
  /** An existing directory, or a new one in a directory that exists. */
  readonly target: HostPath;
  /** Owners, setuid, capabilities, devices and every xattr as the job left them; a failure is an error. */
  readonly faithful?: boolean | undefined;
}

/** Applies sorted, complete changes to a directory. Synchronous: for a worker, never for the main thread. */
export function commitToDirectory(
  changes: readonly Change[],
  options: CommitToDirectoryOptions,
): CommitReport {
  const selected = selectChanges(changes, options);
  const target = new Target(options.target);
  const sources = new Sources();
  try {
    const report = new ReportBuilder();
    const policy = { faithful: options.faithful === true };
    const { checkCanceled } = options;
    applyAll({ target, sources, links: new HardLinks(), report, policy, checkCanceled }, selected, options);
    return report.build();
  } finally {
    sources.close();
    target.close();
  }
}

function applyAll(
  context: CommitContext,
  selected: readonly Selected[],
  options: CommitToDirectoryOptions,
): void {
  const directories: Placement[] = [];
  for (const [index, one] of selected.entries()) {
    options.checkCanceled?.();
    const directory = explaining(context, one, () => applyOne(context, one));
    if (directory !== undefined) directories.push(directory);
    options.onProgress?.(index + 1, selected.length);
  }
  for (const directory of directories.reverse()) {
    explaining(context, directory, () => finishDirectory(context, directory));
  }
}

/** Returns a directory whose attributes are still to be set. */
function applyOne(context: CommitContext, one: Selected): Placement | undefined {
  const { change, path } = one;
  const entry = change.after;
  const skipped = entry && findSkipReason(entry.type, context.policy);
  if (skipped !== undefined) {
    context.report.skip(change.path, skipped);
    return undefined;
  }
  context.report.apply();
  if (entry === undefined) {
    deleteEntry(context.target, path, context);
    return undefined;
  }
  const placement = { ...one, entry };
  if (entry.type !== 'directory') placeEntry(context, placement);
  else placeDirectory(context, placement);
  return entry.type === 'directory' ? placement : undefined;
}

function explaining<T>(context: CommitContext, { change }: Selected, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    const where = `${quoteRaw(change.path)} (${change.kind}) could not be applied to ${quoteRaw(context.target.path)}`;
    throw new LayoverError('LAYOVER_COMMIT_PATH', `${where}: ${messageOf(cause)}`, {
      cause,
      hint: hintFor(cause),
    });
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'errno' in error;
}

function hintFor(error: NodeJS.ErrnoException): string | undefined {
  return HINTS[error.code ?? ''];
}

const NOT_PERMITTED = 'Commit as a user who may change this path, or leave it out.';
const NO_ROOM = 'Make room on the file system of the target, then commit again.';
const HINTS: Readonly<Record<string, string>> = {
  EACCES: NOT_PERMITTED,
  EPERM: NOT_PERMITTED,
  ENOSPC: NO_ROOM,
  EDQUOT: NO_ROOM,
  EROFS: 'Choose a target on a writable file system.',
  EBUSY: 'Something is mounted on this path; unmount it, or leave the path out.',
};
