/** What a job holds of the machine while it runs: its limits, as far as they bound what is shared. */
import { resolveLimits } from '../sandbox/definition/resolve-limits.js';
/** A limit above what there is in all keeps nobody from running: such a job then runs with none beside it that has one. */
export function resourcesOf(job, context, total) {
  const defined = context.bases.get(job.sandbox)?.definition.limits;
  const { cpus, memoryBytes, diskBytes } = resolveLimits(job.limits, defined);
  return {
    cpus: least(cpus, total.cpus),
    memoryBytes: least(memoryBytes, total.memoryBytes),
    diskBytes: least(diskBytes, total.diskBytes),
  };
}
function least(asked, total) {
  return asked === undefined || total === undefined ? undefined : Math.min(asked, total);
}
//# sourceMappingURL=job-resources.js.map
