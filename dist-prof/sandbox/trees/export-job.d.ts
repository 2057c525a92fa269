import type { Change } from '../../diff/change.js';
import type { ExportOptions, ExportReport } from '../../layers/oci/export/export-chain.js';
import type { CommitChoice, ViewChanges } from './view-changes.js';
export type ExportChainInput = Omit<ExportOptions, 'check' | 'onProgress' | 'top'>;
/** A job's image: its changes on top of what it was run over, none of which need be in the store. */
export interface ExportJobInput
  extends Omit<ExportChainInput, 'chain' | 'stored'>,
    ViewChanges,
    CommitChoice {
  readonly createdAt: string;
  readonly createdBy: string;
}
interface Tools extends Pick<ExportOptions, 'check' | 'onProgress'> {
  readonly readView: (view: ViewChanges) => Change[];
}
/** The result of `commit --oci`. */
export interface JobExportReport extends ExportReport {
  /** Changes in the topmost layer, deletions included. */
  readonly applied: number;
}
export declare function exportJob(
  input: ExportJobInput,
  { readView, ...control }: Tools,
): Promise<JobExportReport>;
export {};
