import type { SkipReason, Task, TaskEnd } from './task.js';
/** Whether the task did not do what it was there for. One that its own condition kept from running is in no trouble. */
export declare function isTrouble(end: TaskEnd<unknown>): boolean;
/** Why a task whose needs have ended is not to run; undefined where it is. Throws what a condition of the caller's throws. */
export declare function judgeCondition<Result>(
  { when }: Task<Result>,
  needs: ReadonlyMap<string, TaskEnd<Result>>,
): SkipReason | undefined;
/** Whether a failure elsewhere keeps it from running, or ends it. */
export declare function isCleanUp<Result>({ when }: Task<Result>): boolean;
