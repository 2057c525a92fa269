import type { ThreadAnswer } from './messages.js';
/** The marker, and behind it the answer where that is a short one. */
export declare function withAnswer(marker: Uint8Array, answer: ThreadAnswer): Uint8Array;
/** Undefined as long as it is not there whole. */
export declare function readAnswer(bytes: Buffer): ThreadAnswer | undefined;
