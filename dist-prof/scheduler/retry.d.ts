import type { AttemptEnd, Retry } from './task.js';
/** How long to wait before the next attempt; undefined where there is to be none. */
export declare function planRetry(end: AttemptEnd<unknown>, retry?: Retry): number | undefined;
