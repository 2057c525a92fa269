import { type Layover } from '../sandbox/open.js';
/** The state directory for one command: what had to be repaired in it is said. */
export declare function openForCommand(): Promise<Layover>;
