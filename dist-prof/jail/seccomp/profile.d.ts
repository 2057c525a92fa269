import type { Architecture } from './architecture.js';
import { type FilterPlan } from './plan.js';
export interface ProfileContext {
  readonly architecture: Architecture;
  /** What the job keeps, without `CAP_`. */
  readonly capabilities: readonly string[];
  /** As of `uname -r`. */
  readonly kernel: string;
}
/** Throws where the text is no profile, or asks for what only a supervisor outside could answer. */
export declare function readSeccompProfile(text: string, context: ProfileContext): Promise<FilterPlan>;
