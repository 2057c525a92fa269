import type { CommitReport } from './report.js';
/** A line of a report on its way to the main thread, which gets them in pieces: a job can earn a million. */
export type ReportNote =
  | {
      readonly list: 'skipped';
      readonly note: CommitReport['skipped'][number];
    }
  | {
      readonly list: 'stripped' | 'privileged';
      readonly note: CommitReport['stripped'][number];
    };
/** A report without its lines. */
export type ReportCounts = Pick<CommitReport, 'applied' | 'bytes' | 'commit' | 'merged'>;
export declare function notesOf({ skipped, stripped, privileged }: CommitReport): Generator<ReportNote>;
/** About the bytes that a note takes on its way. */
export declare function weighNote({ note }: ReportNote): number;
/** The report again. */
export declare class ReportCollector {
  #private;
  add(notes: readonly ReportNote[]): void;
  build(counts: ReportCounts): CommitReport;
}
