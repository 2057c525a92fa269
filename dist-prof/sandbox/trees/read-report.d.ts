import type { CommitReport } from '../../commit/report.js';
import { type ReportCounts, type ReportNote } from '../../commit/report-notes.js';
import type { TakeItems } from './batches.js';
/** Of a commit that hands over the lines of its report in pieces. */
export declare function readReport(
  commit: (take: TakeItems<ReportNote>) => Promise<ReportCounts>,
): Promise<CommitReport>;
