/** What a result says of a job beside its outcome: what it used, and what was enforced. */
import { release } from 'node:os';
import type { JobIds } from '../jail/id-map.js';
import type { GroupUsage } from '../jail/limits/group.js';
import type { Usage } from '../jail/outcome.js';
import { type Fallback, KEPT_CAPABILITIES, type Receipt } from '../jail/receipt.js';
import type { CommandEnd } from '../jail/reply.js';
import type { Quiescence } from '../tree/find-writers.js';
import type { Way } from './attempt.js';
import type { JobLimits } from './job-limits.js';
import type { Machine } from './machine.js';
import type { ResolvedSpec } from './resolve.js';

const NO_USAGE: Usage = {
  wallMs: 0,
  userMs: 0,
  systemMs: 0,
  memoryPeakBytes: 0,
};

/** The keeper's figures, and a group's where it has better ones. */
export function usageOf(end: CommandEnd | undefined, counted: GroupUsage): Usage {
  if (end === undefined) return NO_USAGE;
  const { wallMs, userMs, systemMs, memoryPeakBytes } = end;
  return { wallMs, userMs, systemMs, memoryPeakBytes, ...counted };
}

export interface AccountedJob {
  readonly machine: Machine;
  readonly resolved: ResolvedSpec;
  readonly way: Way;
  readonly ids: JobIds;
  readonly fallbacks: readonly Fallback[];
  readonly limits: JobLimits;
}

export function receiptOf(
  { machine, resolved, way, ids, fallbacks, limits }: AccountedJob,
  { proven, unproven }: Quiescence,
): Receipt {
  const { network, filter, landlockAbi } = resolved;
  return {
    kernel: release(),
    mode: machine.mode,
    launcher: machine.isSealed ? 'sealed' : 'file',
    namespaces: ['user', 'mount', 'pid', 'ipc', 'uts', 'cgroup', ...(network === 'none' ? ['net'] : [])],
    idMap: ids.idMap,
    network,
    driver: way.driver.name,
    ...(way.driver.name === 'kernel' && { layersBy: way.layersBy }),
    capabilities: resolved.user.uid === 0 ? KEPT_CAPABILITIES : [],
    seccomp: filter ? { digest: filter.digest, instructions: filter.instructions } : 'off',
    landlockAbi,
    limits: limits.plan.receipt,
    leases: { proven, unproven },
    fallbacks: [
      ...machine.fallbacks,
      ...(resolved.view.fallbacks ?? []),
      ...fallbacks,
      ...limits.plan.fallbacks,
    ],
  };
}
