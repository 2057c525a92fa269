import { Sources } from '../tree/sources.js';
import { deleteEntry } from './delete-entry.js';
import { explaining } from './explain.js';
import { HardLinks } from './hard-links.js';
import { finishDirectory, placeDirectory, placeEntry } from './place-entry.js';
import { findSkipReason } from './policy.js';
import { ReportBuilder } from './report.js';
import { selectChanges } from './select.js';
import { Target } from './target.js';
/** Applies sorted, complete changes. Synchronous: for a worker, never for the main thread. */
export function fillDirectory(changes, options) {
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
function applyAll(context, selected, options) {
  const directories = [];
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
function applyOne(context, one) {
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
//# sourceMappingURL=fill-directory.js.map
