import { type Digest } from './documents.js';
/** What a container of the image starts with. Docker writes null for what is not set. */
export interface RunConfig {
  readonly User?: string | null | undefined;
  /** `NAME=value` each. */
  readonly Env?: readonly string[] | null | undefined;
  readonly Entrypoint?: readonly string[] | null | undefined;
  readonly Cmd?: readonly string[] | null | undefined;
  readonly WorkingDir?: string | null | undefined;
  readonly Labels?: Readonly<Record<string, string>> | null | undefined;
}
/** One step that made the image; one for each layer, and empty ones. */
export interface HistoryEntry {
  readonly created?: string | undefined;
  readonly created_by?: string | undefined;
  readonly comment?: string | undefined;
  /** The step made no layer. */
  readonly empty_layer?: boolean | undefined;
}
export interface ImageConfig {
  /** RFC 3339. */
  readonly created?: string | undefined;
  readonly architecture: string;
  readonly os: string;
  readonly variant?: string | undefined;
  readonly config?: RunConfig | null | undefined;
  /** The digests of the layers' tars as they are unpacked, the lowest first. */
  readonly rootfs: {
    readonly type: 'layers';
    readonly diff_ids: readonly Digest[];
  };
  /** The oldest first. */
  readonly history?: readonly HistoryEntry[] | null | undefined;
}
/**
 * What a name of the store keeps of an image: its configuration without `rootfs`, which follows from the layers.
 * `history` covers the chain that was imported; layers committed on top have their records.
 */
export type StoredConfig = Partial<Omit<ImageConfig, 'rootfs'>>;
/** Fields that are not named here are kept. `where` names the document in errors, LAYOVER_IMAGE_INVALID. */
export declare function parseImageConfig(bytes: Uint8Array, where: string): Promise<ImageConfig>;
