import type { HostPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import { Sources } from '../tree/sources.js';
import { deleteEntry } from './delete-entry.js';
import { explaining } from './explain.js';
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
 * Filling a directory of layover's own, which nobody else knows: afterwards it is what it was, plus the changes. They are
 * applied one by one, everything as the job left it, and a failure leaves those before it; no journal, no way back.
 * Directories get their attributes last, the deepest first, when nothing will be made in them any more.
 */
export interface FillOptions extends CommitOptions {
  readonly target: HostPath;
}

/** Applies sorted, complete changes. Synchronous: for a worker, never for the main thread. */
export function fillDirectory(changes: readonly Change[], options: FillOptions): CommitReport {
  const selected = selectChanges(changes, options);
  const target = new Target(options.target);
  const sources = new Sources();
  try {
    const report = new ReportBuilder();
    const policy = { faithful: true };
    const { checkCanceled } = options;
    applyAll({ target, sources, links: new HardLinks(), report, policy, checkCanceled }, selected, options);
    return report.build();
  } finally {
    sources.close();
    target.close();
  }
}

function applyAll(context: CommitContext, selected: readonly Selected[], options: FillOptions): void {
  const directories: Placement[] = [];
  for (const [index, one] of selected.entries()) {
    options.checkCanceled?.();
    const directory = explaining(context.target.path, one.change, () => applyOne(context, one));
    if (directory !== undefined) directories.push(directory);
    options.onProgress?.(index + 1, selected.length);
  }
  for (const directory of directories.reverse()) {
    explaining(context.target.path, directory.change, () => finishDirectory(context, directory));
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
