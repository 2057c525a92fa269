import { type Collected } from '../../layers/collect.js';
import type { ExportReport } from '../../layers/oci/export/export-chain.js';
import type { RunChoice } from '../../layers/oci/export/run-config.js';
import type { ImportInput } from '../../layers/oci/import/import-layers.js';
import type { ImportReport } from '../../layers/oci/import/report.js';
import type { Compression } from '../../layers/oci/media-types.js';
import { type LayerRecord } from '../../layers/record.js';
import { type LayerRef } from '../../layers/refs.js';
import type { LayerSize } from '../../layers/sizes.js';
import { type LayerStyle } from '../../layers/store.js';
import type { Damage } from '../../layers/verify.js';
import type { PathLike } from '../definition/spec.js';
import type { Home } from '../state/home.js';
import type { ExportChainInput } from '../trees/export-job.js';
import type { TaskOptions, TreeHost } from '../trees/tree-host.js';
import { type ExportTo } from './export-target.js';

export type { Collected } from '../../layers/collect.js';
export type { ExportReport } from '../../layers/oci/export/export-chain.js';
export type { RunChoice } from '../../layers/oci/export/run-config.js';
export type { DevicePolicy } from '../../layers/oci/import/extract.js';
export type { ImportLimits } from '../../layers/oci/import/limits.js';
export type { ImportNote } from '../../layers/oci/import/notes.js';
export type { ImportFormat, ImportReport } from '../../layers/oci/import/report.js';
export type { Compression } from '../../layers/oci/media-types.js';
export { ownPlatform } from '../../layers/oci/platform.js';
export type { ChainLink, LayerRecord } from '../../layers/record.js';
export { type LayerRef, parseRefName } from '../../layers/refs.js';
export type { LayerSize } from '../../layers/sizes.js';
export type { Damage } from '../../layers/verify.js';
/** A chain as it is now: what it is called, its layers' records, and where each of its links lies. */
export interface ChainInfo {
  readonly name: string | undefined;
  readonly createdAt: string;
  readonly chain: LayerRef['chain'];
  readonly layers: readonly LayerRecord[];
  /** How the image is run that it came from, or goes out as. */
  readonly config: LayerRef['config'];
  /** Of each link, in raw form. */
  readonly directories: readonly string[];
}
/** How to take what an import is from; see each in `ImportInput`. */
export interface ImportOptions
  extends TaskOptions,
    Pick<ImportInput, 'name' | 'format' | 'platform' | 'ref' | 'devices' | 'limits'> {}
/** How an export is to be made; what is not said is as the name in the store has it. */
export interface ExportSettings extends RunChoice, TaskOptions {
  /** One layer with what all of them show together. */
  readonly flat?: boolean | undefined;
  /** Default: gzip in an OCI layout, else none. */
  readonly compression?: Compression | undefined;
  /** As `linux/arm64`; default: the image's it came from, else this machine's. */
  readonly platform?: string | undefined;
  /** Seconds: nothing in the export is later, and it was made then. */
  readonly sourceDateEpoch?: number | undefined;
}
export interface ExportLayerOptions extends ExportSettings {
  readonly to: ExportTo;
}
export interface LayersContext {
  readonly home: Home;
  readonly style: LayerStyle;
  trees(): Promise<TreeHost>;
  emptyTrash(): Promise<void>;
}
export declare class Layers {
  #private;
  constructor(context: LayersContext);
  /** Every name, sorted, with what it stands for. */
  names(): LayerRef[];
  /** Every layer of the store, named or not. */
  list(): LayerRecord[];
  /** The id of every layer, also of one whose record is damaged. */
  ids(): string[];
  /** Of a name, or of one layer by `sha256:ID`. */
  inspect(nameOrId: string): ChainInfo;
  /** Gives what has a name or id one more name, whatever had that before. */
  tag(nameOrId: string, name: string): void;
  /** Takes a name away. Its layers go when garbage is collected, unless something else needs them. */
  removeName(name: string): void;
  /**
   * Brings in a directory, the tar of one layer (plain, gzip, zstd), an archive of `docker save` or an OCI layout, and
   * names the chain. `-` is this process's standard input. Nothing is visible before all of it is verified: a failure
   * leaves the store as it was. LAYOVER_IMAGE_INVALID for what is malformed or unsafe, LAYOVER_IMPORT_LIMIT for what is
   * more than `limits` allow.
   */
  import(source: PathLike, options?: ImportOptions): Promise<ImportReport>;
  /** What is wrong with one layer, every byte of it read again. */
  verify(id: string, options?: TaskOptions): Promise<Damage[]>;
  /**
   * Writes a chain as an OCI image, as an archive for `docker load`, or as the tar of its topmost layer; one layer alone
   * by `sha256:ID`. Whatever fails, no file and no tag is another than before. The same chain gives the same bytes.
   */
  export(nameOrId: string, { to, ...settings }: ExportLayerOptions): Promise<ExportReport>;
  /** The digests that an export to an archive would have, of each layer's tar and of the configuration. */
  digests(nameOrId: string, options?: TaskOptions): Promise<ExportReport>;
  /** How much content each layer has to itself. */
  measure(options?: TaskOptions): Promise<LayerSize[]>;
  /** Removes layers that no name, no kept job and no running job needs. */
  collect({ isDryRun }?: { readonly isDryRun?: boolean }): Promise<Collected>;
}
/** The settings as a task takes them. */
export declare function exportInputOf(
  settings: Omit<ExportSettings, keyof TaskOptions>,
): Pick<ExportChainInput, 'flat' | 'compression' | 'platform' | 'sourceDateEpoch' | 'run'>;
