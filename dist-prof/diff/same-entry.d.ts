import type { Entry } from '../tree/entry.js';
/** Whether owner, permissions and attributes agree: all that counts of a directory. */
export declare function hasSameAttributes(left: Entry, right: Entry): boolean;
/** Whether what two objects of one type hold, but for a file's bytes, agrees. */
export declare function hasSameShape(left: Entry, right: Entry): boolean;
