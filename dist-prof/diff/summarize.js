import { typeOfChange } from './change.js';
export function summarize(changes) {
  const summary = { added: 0, modified: 0, deleted: 0, bytes: 0 };
  for (const change of changes) {
    if (change.kind === 'added' || change.kind === 'deleted') summary[change.kind] += 1;
    else summary.modified += 1;
    summary.bytes += writtenBytes(change);
  }
  return summary;
}
/** The bytes of a regular file's new content; 0 of everything else. */
export function writtenBytes(change) {
  if (change.kind === 'metadata' || typeOfChange(change) !== 'file') return 0;
  return change.after?.size ?? 0;
}
//# sourceMappingURL=summarize.js.map
