import { type RawPath } from '../../../base/bytes-path.js';
import type { ExportEntry } from './entries.js';
/** What layers show together: each is applied on top of those before. */
export declare class MergedTree {
  #private;
  apply(entries: readonly ExportEntry[]): void;
  /** The names in the directory `path`, each with whether it is a directory; none where there is no such directory. */
  namesIn(path: RawPath): ReadonlyMap<
    RawPath,
    {
      readonly isDirectory: boolean;
    }
  >;
  /** All of it as one layer that lies on nothing. */
  entries(): ExportEntry[];
}
