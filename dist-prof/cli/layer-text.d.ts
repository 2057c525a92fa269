import {
  type ChainInfo,
  type ExportReport,
  type LayerRecord,
  type LayerSize,
  type Layers,
} from '../sandbox/store/layers.js';
/** A name with the sums of its chain, or a layer that has none. */
export interface LayerRow {
  readonly name?: string;
  /** Of the topmost layer; absent where a chain has none. */
  readonly layer?: string;
  readonly layers: number;
  readonly bytes: number;
  readonly createdAt: string;
  /** Of all its layers, where it was asked for. */
  readonly unique?: number;
  readonly shared?: number;
  readonly disk?: number;
  readonly diskShared?: number;
}
/** Names first, then layers that no name has in its chain. */
export declare function layerRows(layers: Layers, sizes: readonly LayerSize[] | undefined): LayerRow[];
/** What all layers hold, and what that takes. */
export declare function renderSizes(sizes: readonly LayerSize[], layers: readonly LayerRecord[]): string;
export declare function renderLayers(rows: readonly LayerRow[], now?: number): string[];
export declare function chainToJson({
  name,
  createdAt,
  chain,
  layers,
  directories,
}: ChainInfo): Record<string, unknown>;
/**
 * As `docker image inspect` has it, for scripts that read it. `UpperDir` and `LowerDir` are the directories the chain
 * lies in. As with Docker, `MergedDir` and `WorkDir` are where they would be: nothing is mounted for an image.
 */
export declare function chainToDocker(
  { name, createdAt, layers, directories, config }: ChainInfo,
  { config: id, layers: exported }: ExportReport,
): Record<string, unknown>;
export declare function renderHistory({ chain, layers }: ChainInfo, now?: number): string[];
