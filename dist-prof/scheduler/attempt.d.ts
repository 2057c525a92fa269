import { LayoverError } from '../base/errors.js';
import type { AttemptEnd, OwnTimeout, RunContext, Stop, Task, Verdict } from './task.js';
/** One attempt. Never rejects, whatever `run` does. */
export declare function runAttempt<Result>(
  task: Task<Result>,
  context: RunContext<Result>,
): Promise<Verdict<Result>>;
/** How an attempt ended that nobody stopped. */
export declare function endOfAttempt<Result>(verdict: Verdict<Result>, attempts: number): AttemptEnd<Result>;
/** Whether it is the attempt's own time that was over, and not the task's. */
export declare function isOwnTimeout(stop: Stop): stop is OwnTimeout;
export declare function resultOf<Result>(verdict: Verdict<Result>): Result | undefined;
/** What the run's signal is aborted with. */
export declare function reasonOf(id: string, stop: Stop): LayoverError;
