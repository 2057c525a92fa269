import type { ExportTo } from '../sandbox/store/export-target.js';
import type { ExportReport } from '../sandbox/store/layers.js';
export declare function renderExport(name: string, to: ExportTo, report: ExportReport): string[];
/** `3 layers, 12.3 MiB, sha256:0123456789ab`. */
export declare function countLayers({ layers, manifest }: ExportReport): string;
/** What was left out, and what keeps its rights. */
export declare function renderNotes({ skipped, stripped, privileged }: ExportReport): string[];
export declare function exportToJson({
  layers,
  manifest,
  config,
  skipped,
  stripped,
  privileged,
}: ExportReport): object;
