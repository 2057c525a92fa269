import { notesOf, weighNote } from '../../commit/report-notes.js';
import { cutIntoBatches } from './batches.js';
/** Hands the lines of a report over; answers with what is left of it. */
export async function sendReport(report, { emit }) {
  const { applied, bytes, commit, merged } = report;
  for (const batch of cutIntoBatches(notesOf(report), weighNote)) await emit(batch);
  return { applied, bytes, ...(commit !== undefined && { commit }), ...(merged && { merged }) };
}
/** About the bytes that it takes on its way. */
export function weighLine(line) {
  return 64 + ('path' in line ? line.path : line.pathBase64).length + (line.reason?.length ?? 0);
}
/** The same of a change. */
export function weighChange({ before, after, path, hardLinks = [] }) {
  const links = hardLinks.reduce((sum, name) => sum + name.length, 0);
  return path.length + links + weighEntry(before) + weighEntry(after);
}
function weighEntry(entry) {
  if (entry === undefined) return 0;
  const { source, target = '', xattrs } = entry;
  return (
    128 +
    source.path.length +
    target.length +
    xattrs.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  );
}
//# sourceMappingURL=send-items.js.map
