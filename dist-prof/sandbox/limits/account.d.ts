import type { JobIds } from '../../jail/id-map.js';
import type { GroupUsage } from '../../jail/limits/group.js';
import { type Usage } from '../../jail/outcome.js';
import { type Fallback, type Receipt } from '../../jail/receipt.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { Quiescence } from '../../tree/find-writers.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { Way } from '../life/attempt.js';
import type { Machine } from '../machine.js';
import type { JobLimits } from './job-limits.js';
/**
 * The keeper's figures, and a group's where it has better ones. Neither sees all of the bytes: a group of v1 misses
 * what was written back later, and the keeper what processes did that nobody waited for. The larger is the better.
 */
export declare function usageOf(end: CommandEnd | undefined, counted: GroupUsage): Usage;
export interface AccountedJob {
  readonly machine: Machine;
  readonly resolved: ResolvedSpec;
  readonly way: Way;
  readonly ids: JobIds;
  readonly fallbacks: readonly Fallback[];
  readonly limits: JobLimits;
}
export declare function receiptOf(
  { machine, resolved, way, ids, fallbacks, limits }: AccountedJob,
  { proven, unproven }: Quiescence,
  usage: Usage,
): Receipt;
