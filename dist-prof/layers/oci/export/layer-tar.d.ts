import { type Pieces } from '../../../tar/pieces.js';
import type { ExportEntry } from './entries.js';
export interface LayerTarOptions {
  /** No time in the tar is later. */
  readonly latestNs?: bigint | undefined;
  /** Called often; throws to stop. */
  readonly check?: (() => void) | undefined;
  /** Called after each entry. */
  readonly onEntry?: (() => void) | undefined;
}
/** The bytes of the tar. Files are read as they come; one that is not as long as it was is LAYOVER_TREE_CHANGED. */
export declare function layerTar(entries: readonly ExportEntry[], options?: LayerTarOptions): Pieces;
