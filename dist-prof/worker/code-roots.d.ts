import type { JobModule } from './messages.js';
export interface JobCode {
  readonly module: JobModule;
  /** How messages call it. */
  readonly label: string;
  /** Directories of the host, none inside another. */
  readonly roots: readonly string[];
}
/** `FILE` or `FILE#EXPORT`. A root never holds `avoid`, the state directory: the module's own folder has to do then. */
export declare function resolveCode(worker: string, avoid: string): JobCode;
/** Where a directory of the host's is shown. */
export declare function viewPathOf(path: string): string;
