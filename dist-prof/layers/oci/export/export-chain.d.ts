/**
 * A chain of layers on its way out: as an image in an OCI layout, as an archive, or as the plain tar of a layer.
 * The documents and the tars are the same bytes for the same chain, wherever and whenever they are made.
 */
import type { HostPath } from '../../../base/bytes-path.js';
import { type TarDestination } from '../../../tar/output.js';
import type { Digest } from '../documents.js';
import type { StoredConfig } from '../image-config.js';
import type { Compression } from '../media-types.js';
import { type ExportNotes } from './losses.js';
import { type PlanImageOptions } from './plan-image.js';
import type { RunChoice } from './run-config.js';
/** Where an export goes. */
export type ExportTarget =
  | {
      readonly kind: 'layout';
      readonly directory: HostPath;
      readonly tag: string;
    }
  /** `repoTags` make it one for `docker load`; none are needed. */
  | {
      readonly kind: 'archive';
      readonly output: TarDestination;
      readonly tag: string;
      readonly repoTags?: readonly string[] | undefined;
    }
  /** The tar of the topmost layer, or of the whole chain where it is flat. */
  | {
      readonly kind: 'tar';
      readonly output: TarDestination;
    }
  /** Nowhere: only to know the digests. */
  | {
      readonly kind: 'digests';
    };
export interface ExportOptions extends PlanImageOptions {
  readonly target: ExportTarget;
  /** Default: gzip in a layout, else none. */
  readonly compression?: Compression | undefined;
  readonly stored?: StoredConfig | undefined;
  readonly run?: RunChoice | undefined;
  readonly platform?: string | undefined;
  /** `SOURCE_DATE_EPOCH`, in seconds: nothing in the export is later, and it was made then. */
  readonly sourceDateEpoch?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
/** What an export made. */
export interface ExportReport extends ExportNotes {
  /** The lowest first; none of a plain tar. */
  readonly layers: ReadonlyArray<{
    readonly diffId: Digest;
    readonly digest: Digest;
    readonly size: number;
  }>;
  /** Of an image. */
  readonly manifest?: Digest;
  readonly config?: Digest;
}
/** Exports a chain. Whatever fails, no file and no tag is another than before. For a worker: long, mostly synchronous. */
export declare function exportChain(options: ExportOptions): Promise<ExportReport>;
