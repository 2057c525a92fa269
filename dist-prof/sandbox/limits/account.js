/** What a result says of a job beside its outcome: what it used, and what was enforced. */
import { release } from 'node:os';
import { unmeasuredIn } from '../../jail/outcome.js';
import { KEPT_CAPABILITIES } from '../../jail/receipt.js';

/** Of a command that could not be executed. */
const NO_USAGE = {
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
export function usageOf(end, counted) {
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
export function receiptOf({ machine, resolved, way, ids, fallbacks, limits }, { proven, unproven }, usage) {
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
    ],
  };
}
//# sourceMappingURL=account.js.map
