import type { Journal } from './journal.js';
import type { Operation } from './operation.js';
import type { Planned } from './planned.js';
import { type StageContext } from './stage.js';
import { type Volume } from './volumes.js';
export interface Staging extends Omit<StageContext, 'volumes'> {
  readonly madeTarget: boolean;
  /** Those that the plan is about. */
  readonly mounts: readonly Volume[];
}
/** Makes everything new, on each volume in a stash of its own, and waits until it is on disk. */
export declare function stageAll(
  todo: readonly Planned[],
  transaction: Staging,
  journal: Journal,
): Operation[];
