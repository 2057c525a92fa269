import { type Change, typeOfChange } from './change.js';

export interface ChangeSummary {
  readonly added: number;
  /** Replaced and metadata changes included. */
  readonly modified: number;
  readonly deleted: number;
  /** Of the regular files that are new or hold something else, as they are now. */
  readonly bytes: number;
  /** They were not counted to their end: the numbers say nothing. */
  readonly isIncomplete?: true;
}

export function summarize(changes: Iterable<Change>): ChangeSummary {
  const summary = { added: 0, modified: 0, deleted: 0, bytes: 0 };
  for (const change of changes) {
    if (change.kind === 'added' || change.kind === 'deleted') summary[change.kind] += 1;
    else summary.modified += 1;
    summary.bytes += writtenBytes(change);
  }
  return summary;
}

/** The bytes of a regular file's new content; 0 of everything else. */
export function writtenBytes(change: Change): number {
  if (change.kind === 'metadata' || typeOfChange(change) !== 'file') return 0;
  return change.after?.size ?? 0;
}
