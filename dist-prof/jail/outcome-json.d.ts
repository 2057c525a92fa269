import type { Outcome } from './outcome.js';
/** A readable form; what JSON cannot hold is described: a Map as pairs, bytes in base64, a bigint in decimals. */
export declare function outcomeToJson(outcome: Outcome): Outcome;
/** As it is stored: the readable form, and the exact value where that is another one. */
export type StoredOutcome = Outcome & {
  readonly exact?: string;
};
export declare function storeOutcome(outcome: Outcome): StoredOutcome;
export declare function readOutcome({ exact, ...outcome }: StoredOutcome): Outcome;
