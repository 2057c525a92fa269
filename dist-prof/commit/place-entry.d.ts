import type { Entry } from '../tree/entry.js';
import type { Sources } from '../tree/sources.js';
import type { HardLinks } from './hard-links.js';
import type { Policy } from './policy.js';
import type { ReportBuilder } from './report.js';
import type { Selected } from './select.js';
import type { Target } from './target.js';
/** What every step of one commit shares. */
export interface CommitContext {
  readonly target: Target;
  readonly sources: Sources;
  readonly links: HardLinks;
  readonly report: ReportBuilder;
  readonly policy: Policy;
  readonly checkCanceled?: (() => void) | undefined;
}
/** One object to make: `entry` is what the change leaves at `path`. */
export interface Placement extends Selected {
  readonly entry: Entry;
}
/**
 * Makes a file, symlink or special file under a temporary name in its directory, complete with its attributes,
 * then renames it over what is there. What was there is never written to: a second name of it, or a program
 * that runs from it, keeps its bytes.
 */
export declare function placeEntry(context: CommitContext, placement: Placement): void;
/** Makes the directory at `path`, or takes the one that is there. Its attributes come when all else is done. */
export declare function placeDirectory(context: CommitContext, { path, change }: Placement): void;
/** Gives the directory at `path` its attributes. */
export declare function finishDirectory(context: CommitContext, { path, change, entry }: Placement): void;
