import type { Rlimit } from '../protocol.js';
import type { Fallback, Receipt } from '../receipt.js';
import type { DiskPlan } from './disk.js';
import type { Groups } from './group.js';
import type { LimitRequest } from './request.js';
export interface LimitPlan {
  readonly rlimits: readonly Rlimit[];
  readonly receipt: Receipt['limits'];
  readonly fallbacks: readonly Fallback[];
}
/** `isRequired`: LAYOVER_UNSUPPORTED where the kernel does not hold a limit that is asked for, as it was asked for. */
export declare function planLimits(
  request: LimitRequest,
  {
    groups,
    isRequired,
    disk,
  }: {
    readonly groups: Groups;
    readonly isRequired: boolean;
    readonly disk?: DiskPlan;
  },
): LimitPlan;
