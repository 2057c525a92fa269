/**
 * Layover's own policy: which system calls a job has. An allow-list; what no group names is refused.
 *
 * EPERM says "forbidden", ENOSYS "there is no such call": the latter where programs then fall back to another one.
 * Nothing is killed: an unexpected refusal is an error that the program can report.
 *
 * Only native calls are let through (no 32-bit entry, no x32), so that a number always means the same call. What a
 * filter cannot see, memory behind pointers, is not decided here: clone3 is closed for that reason.
 */
import type { Architecture } from './architecture.js';
import { type FilterPlan, type Verdict } from './plan.js';
export interface Group {
  readonly name: string;
  readonly verdict: Verdict;
  readonly reason: string;
  /** Names, with spaces between. */
  readonly calls: string;
}
/** Every group, those on arguments apart: a call stands in one of them, or in ARGUMENT_RULES. */
export declare const GROUPS: readonly Group[];
export declare function planDefault(architecture: Architecture): FilterPlan;
export declare function namesIn(text: string): string[];
