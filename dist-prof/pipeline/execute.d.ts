import type { JobDone } from './events.js';
import { type Turn } from './run-context.js';
/** `key`: what the result can be used for again; undefined for one that cannot. */
export declare function execute(turn: Turn, key: string | undefined): Promise<JobDone>;
