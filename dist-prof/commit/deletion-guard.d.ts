import type { Planned } from './planned.js';
import type { TargetTree } from './target-tree.js';
/**
 * Throws `LAYOVER_COMMIT_REFUSED` where a commit would take away more entries of the target than it may: by default
 * 1,000, or a fifth of all there are, whichever is more.
 */
export declare function guardDeletions(
  planned: readonly Planned[],
  target: TargetTree,
  max: number | undefined,
): void;
