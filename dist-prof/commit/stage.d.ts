import { type Making } from './make-object.js';
import type { Operation } from './operation.js';
import { type Planned } from './planned.js';
import type { Policy } from './policy.js';
import type { TargetTree } from './target-tree.js';
import { type VolumeRecord } from './volumes.js';
export interface StageContext extends Making {
  readonly target: TargetTree;
  /** What is changed, each volume with its stash. */
  readonly volumes: readonly VolumeRecord[];
  readonly policy: Policy;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}
/** The operations that are left once everything is staged, in the order they are to be done. */
export declare function stagePlan(planned: readonly Planned[], context: StageContext): Operation[];
