import type { CommitReport } from './report.js';

/** A line of a report on its way to the main thread, which gets them in pieces: a job can earn a million. */
export type ReportNote =
  | { readonly list: 'skipped'; readonly note: CommitReport['skipped'][number] }
  | { readonly list: 'stripped' | 'privileged'; readonly note: CommitReport['stripped'][number] };

/** A report without its lines. */
export type ReportCounts = Pick<CommitReport, 'applied' | 'bytes' | 'commit' | 'merged'>;

export function* notesOf({ skipped, stripped, privileged }: CommitReport): Generator<ReportNote> {
  for (const note of skipped) yield { list: 'skipped', note };
  for (const note of stripped) yield { list: 'stripped', note };
  for (const note of privileged) yield { list: 'privileged', note };
}

/** About the bytes that a note takes on its way. */
export function weighNote({ note }: ReportNote): number {
  return 64 + note.path.length;
}

/** The report again. */
export class ReportCollector {
  readonly #lists = { skipped: [] as unknown[], stripped: [] as unknown[], privileged: [] as unknown[] };

  add(notes: readonly ReportNote[]): void {
    for (const { list, note } of notes) this.#lists[list].push(note);
  }

  build(counts: ReportCounts): CommitReport {
    return { ...counts, ...(this.#lists as Pick<CommitReport, 'skipped' | 'stripped' | 'privileged'>) };
  }
}
