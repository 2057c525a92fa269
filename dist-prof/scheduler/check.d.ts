import type { SchedulerOptions } from './options.js';
import type { Task } from './task.js';
/** LAYOVER_USAGE for a value that cannot be. */
export declare function checkTask<Result>(task: Task<Result>): void;
/** The same for a scheduler. */
export declare function checkOptions<Result>(options: SchedulerOptions<Result>): void;
