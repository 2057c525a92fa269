import { type RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { CommitOptions } from './report.js';
/** A change, and where it goes: `path` is from the target's root, empty for the target itself. */
export interface Selected {
  readonly path: RawPath;
  readonly change: Change;
}
/**
 * The changes that were asked for, in their order, with their places in the target.
 * A `from` that is no directory in the view (any more) is `LAYOVER_COMMIT_TARGET`.
 */
export declare function selectChanges(changes: readonly Change[], options: CommitOptions): Selected[];
