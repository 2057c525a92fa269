import type { Entry } from '../tree/entry.js';
import type { Sources } from '../tree/sources.js';
import type { ReportBuilder } from './report.js';
import type { Spot } from './seen.js';
/** What making an object takes. */
export interface Making {
  readonly sources: Sources;
  readonly report: ReportBuilder;
  readonly checkCanceled?: (() => void) | undefined;
}
/** Makes a file with its content, a symlink or a special file; its attributes are another matter. */
export declare function makeObject(context: Making, entry: Entry, { dirfd, name }: Spot): void;
/** Opens a new, empty file for writing. */
export declare function openNewFile({ dirfd, name }: Spot): number;
