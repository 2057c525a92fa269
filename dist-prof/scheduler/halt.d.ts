import type { Entry } from './entry.js';
import type { FailureMode } from './options.js';
import type { AttemptEnd, Stop, TaskEnd } from './task.js';
/** Why a scheduler that still takes tasks does not let all of them run. */
export type Halt =
  | {
      readonly kind: 'failure';
      readonly name: string;
      readonly mode: Exclude<FailureMode, 'continue'>;
    }
  /** Shut down, or out of time. */
  | {
      readonly kind: 'all';
      readonly stop: Stop;
    };
/** What becomes of a task that has no attempt running; undefined where it may go on. */
export declare function judgeHalted<Result>(
  halt: Halt,
  { task, last }: Entry<Result>,
): TaskEnd<Result> | undefined;
/** The end of a task that was stopped when none of its attempts ran. */
export declare function stoppedEnd<Result>(stop: Stop, last: AttemptEnd<Result> | undefined): TaskEnd<Result>;
