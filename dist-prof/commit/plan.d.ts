/**
 * What a commit will do to the target, before anything is done: each change is judged against what stands at its place now.
 * A place that is no longer as the job found it is a conflict, decided by `onConflict`; see judge-target.ts.
 */
import { type RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { Sources } from '../tree/sources.js';
import type { Base } from './base-record.js';
import type { MergeText } from './merge-text.js';
import { type OnConflict, type Planned } from './planned.js';
import { type Policy } from './policy.js';
import type { Selected } from './select.js';
import type { TargetTree } from './target-tree.js';
export interface PlanContext {
  readonly target: TargetTree;
  /** New or empty: nothing in it can have changed. */
  readonly isFresh: boolean;
  readonly base: Base;
  readonly sources: Sources;
  readonly policy: Policy;
  readonly onConflict: OnConflict;
  readonly mergeText?: MergeText | undefined;
  /** Which paths of the view are taken, where not all are. */
  readonly includes?: ((path: RawPath) => boolean) | undefined;
  /** What the target stands for in the view. */
  readonly from: RawPath;
  /** Every change of the view, for directories that are made on the way. */
  readonly changes: readonly Change[];
  readonly check?: (() => void) | undefined;
}
export declare function planChanges(selected: readonly Selected[], context: PlanContext): Planned[];
