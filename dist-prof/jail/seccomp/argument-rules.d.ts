import { type Rule, type Verdict } from './plan.js';
export interface ArgumentRules {
  /** Names, with spaces between. */
  readonly calls: string;
  readonly reason: string;
  readonly rules: readonly Rule[];
  readonly otherwise: Verdict;
}
export declare const ARGUMENT_RULES: readonly ArgumentRules[];
