/** Long results on their way to the main thread, in pieces: see batches.ts. */
import type { CommitReport } from '../../commit/report.js';
import { notesOf, type ReportCounts, weighNote } from '../../commit/report-notes.js';
import type { Change } from '../../diff/change.js';
import { cutIntoBatches } from './batches.js';
import type { PlanLine } from './commit-directory.js';

interface Sender {
  readonly emit: (items: readonly unknown[]) => Promise<void>;
}

/** Hands the lines of a report over; answers with what is left of it. */
export async function sendReport(report: CommitReport, { emit }: Sender): Promise<ReportCounts> {
  const { applied, bytes, commit, merged } = report;
  for (const batch of cutIntoBatches(notesOf(report), weighNote)) await emit(batch);
  return { applied, bytes, ...(commit !== undefined && { commit }), ...(merged && { merged }) };
}

/** About the bytes that it takes on its way. */
export function weighLine(line: PlanLine): number {
  return 64 + ('path' in line ? line.path : line.pathBase64).length + (line.reason?.length ?? 0);
}

/** The same of a change. */
export function weighChange({ before, after, path, hardLinks = [] }: Change): number {
  const links = hardLinks.reduce((sum, name) => sum + name.length, 0);
  return path.length + links + weighEntry(before) + weighEntry(after);
}

function weighEntry(entry: Change['after']): number {
  if (entry === undefined) return 0;
  const { source, target = '', xattrs } = entry;
  return (
    128 +
    source.path.length +
    target.length +
    xattrs.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  );
}
