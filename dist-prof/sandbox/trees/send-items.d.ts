/** Long results on their way to the main thread, in pieces: see batches.ts. */
import type { CommitReport } from '../../commit/report.js';
import { type ReportCounts } from '../../commit/report-notes.js';
import type { Change } from '../../diff/change.js';
import type { PlanLine } from './commit-directory.js';

interface Sender {
  readonly emit: (items: readonly unknown[]) => Promise<void>;
}
/** Hands the lines of a report over; answers with what is left of it. */
export declare function sendReport(report: CommitReport, { emit }: Sender): Promise<ReportCounts>;
/** About the bytes that it takes on its way. */
export declare function weighLine(line: PlanLine): number;
/** The same of a change. */
export declare function weighChange({ before, after, path, hardLinks }: Change): number;
export {};
