/** Why a job is run again: what is not as it was when it last ran, by name, with paths where those can still be told. */
import type { LastKey } from './cache.js';

type Compare = (
  before: readonly string[],
  after: readonly string[],
) => Promise<
  | {
      readonly paths: readonly string[];
      readonly count: number;
    }
  | undefined
>;
/** `compare` tells where layers differ. */
export declare function explainChange(before: LastKey, after: LastKey, compare: Compare): Promise<string[]>;
export {};
