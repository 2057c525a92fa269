/** What a result says of a job beside its outcome: what it used, and what was enforced. */
import { release } from 'node:os';
import type { JobIds } from '../../jail/id-map.js';
import type { GroupUsage } from '../../jail/limits/group.js';
import { type Usage, unmeasuredIn } from '../../jail/outcome.js';
import { type Fallback, KEPT_CAPABILITIES, type Receipt } from '../../jail/receipt.js';
import type { CommandEnd } from '../../jail/reply.js';
import type { Quiescence } from '../../tree/find-writers.js';
import type { ResolvedSpec } from '../definition/resolve.js';
import type { Way } from '../life/attempt.js';
import type { Machine } from '../machine.js';
import type { JobLimits } from './job-limits.js';

/** Of a command that could not be executed. */
const NO_USAGE: Usage = {
  wallMs: 0,
  userMs: 0,
  systemMs: 0,
  memoryPeakBytes: 0,
  processesPeak: 0,
  readBytes: 0,
  writtenBytes: 0,
};

/**
 * The keeper's figures, and a group's where it has better ones. Neither sees all of the bytes: a group of v1 misses
 * what was written back later, and the keeper what processes did that nobody waited for. The larger is the better.
 */
export function usageOf(end: CommandEnd | undefined, counted: GroupUsage): Usage {
  if (end === undefined) return NO_USAGE;
  const { wallMs, userMs, systemMs, memoryPeakBytes } = end;
  return {
    wallMs,
    userMs,
    systemMs,
    memoryPeakBytes,
    ...counted,
    readBytes: Math.max(end.readBytes, counted.readBytes ?? 0),
    writtenBytes: Math.max(end.writtenBytes, counted.writtenBytes ?? 0),
  };
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
  usage: Usage,
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
    unmeasured: unmeasuredIn(usage),
    fallbacks: [
      ...machine.fallbacks,
      ...(resolved.view.fallbacks ?? []),
      ...fallbacks,
      ...limits.plan.fallbacks,
      ...daemonBeside(way, resolved),
    ],
  };
}

/** What takes memory and time for a job without being in its control group. */
function daemonBeside({ driver }: Way, { limits }: ResolvedSpec): Fallback[] {
  const isLimited = [limits.memoryBytes, limits.cpus, limits.pids].some((limit) => limit !== undefined);
  if (driver.name !== 'fuse' || !isLimited) return [];
  const reason = 'it writes out what the job left when nothing of the job is there any more';
  return [
    { wanted: 'the overlay within the limits', used: 'the daemon of fuse-overlayfs beside them', reason },
  ];
}
