import type { Entry } from '../tree/entry.js';
/** What of an entry gives whoever runs it somebody else's rights, wherever it is unpacked. */
export declare function privilegesOf({ type, mode, xattrs }: Entry): string[];
