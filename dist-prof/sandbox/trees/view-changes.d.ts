import type { RawPath } from '../../base/bytes-path.js';
import type { EffectRules } from '../../commit/rules.js';
import type { Part } from '../../overlay/part.js';
/** What is compared: the parts of a view, less the places that layover itself put there. */
export interface ViewChanges {
  readonly parts: readonly Part[];
  readonly mountPoints: readonly RawPath[];
}
export interface CommitChoice {
  /** What the sandbox's definition lets a commit hold. */
  readonly rules?: EffectRules | undefined;
  /** Only what lies below it, which stands for the target. */
  readonly from?: RawPath | undefined;
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}
