import type { PublishedLayer } from '../../publish.js';
import type { ImagePlan } from './image-plan.js';
import type { ImportNote, ImportNotes } from './notes.js';
/** What a source is taken for. `image` is an OCI layout or an archive of `docker save`, `layer` the tar of one layer. */
export type ImportFormat = 'directory' | 'layer' | 'image';
export interface ImportReport {
  readonly name: string;
  readonly format: ImportFormat;
  /** `sha256:<id>` each, the topmost first. */
  readonly layers: readonly string[];
  /** How many of them the store did not have. */
  readonly newLayers: number;
  /** Of all layers. */
  readonly entries: number;
  /** Of file content, each inode once. */
  readonly bytes: number;
  /** Of an image: `linux/amd64`. */
  readonly platform?: string | undefined;
  /** What is not as its maker wrote it; at most 1,000 of them. */
  readonly notes: readonly ImportNote[];
  readonly noteCount: number;
}
export interface Imported {
  readonly format: ImportFormat;
  readonly name: string;
  /** The topmost first. */
  readonly published: readonly PublishedLayer[];
  readonly plan?: ImagePlan | undefined;
}
export declare function reportImport(
  { format, name, published, plan }: Imported,
  notes: ImportNotes,
): ImportReport;
