import type { RawPath } from '../../../base/bytes-path.js';
import type { LayerPlan } from './plan-image.js';
/** What an export left out, and what in it acts with somebody else's rights wherever it is unpacked. */
export interface ExportNotes {
  readonly skipped: ReadonlyArray<{
    readonly path: RawPath;
    readonly reason: string;
  }>;
  readonly stripped: ReadonlyArray<{
    readonly path: RawPath;
    readonly what: string;
  }>;
  readonly privileged: ReadonlyArray<{
    readonly path: RawPath;
    readonly what: string;
  }>;
}
/** To be asked before anything is written. What a tar would say wrongly is LAYOVER_COMMIT_PATH, with its path. */
export declare function findLosses(layers: readonly LayerPlan[]): ExportNotes;
