import { type RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { Effect } from './effects.js';
/** Refuses changes that meet all it names: a path, an effect, more bytes in one file than this. */
export interface DenyRule {
  readonly paths?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
  readonly what?: Effect | undefined;
  /** Bytes of one file. */
  readonly size?: number | undefined;
  /** Bytes of all files that the rule meets, together. */
  readonly total?: number | undefined;
}
export interface EffectRules {
  /** A glob without a leading slash is of paths below this one. */
  readonly under: RawPath;
  /** Where there are any, nothing else may change. */
  readonly allow?: readonly string[] | undefined;
  readonly deny?: readonly DenyRule[] | undefined;
}
/** Throws `LAYOVER_COMMIT_REFUSED`, with every path that breaks a rule. */
export declare function enforceRules(changes: readonly Change[], rules: EffectRules | undefined): void;
