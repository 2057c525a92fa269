import type { ExportTarget } from '../../layers/oci/export/export-chain.js';
import type { PathLike } from '../definition/spec.js';
/** A file, replaced all at once, or an open descriptor such as that of standard output. */
export type FileOrDescriptor = PathLike | number;
/** Where a chain goes, in which form. */
export type ExportTo =
  /** An OCI layout in a directory, made if it is not there; other images in it stay. `tag` defaults to the name's. */
  | {
      readonly oci: PathLike;
      readonly tag?: string | undefined;
    }
  /** An OCI layout as one tar. */
  | {
      readonly ociArchive: FileOrDescriptor;
      readonly tag?: string | undefined;
    }
  /** What `docker load` takes. */
  | {
      readonly docker: FileOrDescriptor;
    }
  /** The tar of the topmost layer; of all of them merged with `flat`. */
  | {
      readonly tar: FileOrDescriptor;
    };
/** `name`: what the chain is called in the store; undefined for a single layer. */
export declare function targetOf(to: ExportTo, name?: string): ExportTarget;
