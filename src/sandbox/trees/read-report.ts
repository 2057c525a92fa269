import type { CommitReport } from '../../commit/report.js';
import { ReportCollector, type ReportCounts, type ReportNote } from '../../commit/report-notes.js';
import type { TakeItems } from './batches.js';

/** Of a commit that hands over the lines of its report in pieces. */
export async function readReport(
  commit: (take: TakeItems<ReportNote>) => Promise<ReportCounts>,
): Promise<CommitReport> {
  const notes = new ReportCollector();
  const counts = await commit((items) => {
    notes.add(items);
    return true;
  });
  return notes.build(counts);
}
