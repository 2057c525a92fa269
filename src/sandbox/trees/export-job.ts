/** Exporting as the tree host does it. */
import type { HostPath } from '../../base/bytes-path.js';
import type { Change } from '../../diff/change.js';
import type { ExportOptions, ExportReport } from '../../layers/oci/export/export-chain.js';
import { readPlace } from './commit-place.js';
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

export async function exportJob(
  input: ExportJobInput,
  { readView, ...control }: Tools,
): Promise<JobExportReport> {
  const { exportChain } = await import('../../layers/oci/export/export-chain.js');
  const { entriesOfPlan } = await import('../../layers/oci/export/entries.js');
  const { planLayer } = await import('../../layers/plan-layer.js');
  const { chainOf, findConfigOf } = await import('../../layers/commit-layer.js');
  const { part, changes } = await readPlace(input, readView);
  const { createdAt, createdBy, parts: _parts, mountPoints: _mountPoints, ...options } = input;
  const chain = chainOf(options.store, part.lowers as readonly HostPath[]);
  const top = { entries: entriesOfPlan(planLayer(changes, part)), createdAt, createdBy };
  const stored = findConfigOf(options.store, chain);
  const report = await exportChain({ ...options, chain, stored, top, ...control });
  return { ...report, applied: changes.length };
}
