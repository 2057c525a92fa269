import { type Change } from './change.js';
export interface ChangeSummary {
  readonly added: number;
  /** Replaced and metadata changes included. */
  readonly modified: number;
  readonly deleted: number;
  /** Of the regular files that are new or hold something else, as they are now. */
  readonly bytes: number;
  /** They were not counted to their end: the numbers say nothing. */
  readonly isIncomplete?: true;
}
export declare function summarize(changes: Iterable<Change>): ChangeSummary;
/** The bytes of a regular file's new content; 0 of everything else. */
export declare function writtenBytes(change: Change): number;
