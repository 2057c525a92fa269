import { readPlace } from './commit-place.js';
export async function exportJob(input, { readView, ...control }) {
  const { exportChain } = await import('../../layers/oci/export/export-chain.js');
  const { entriesOfPlan } = await import('../../layers/oci/export/entries.js');
  const { planLayer } = await import('../../layers/plan-layer.js');
  const { chainOf, findConfigOf } = await import('../../layers/commit-layer.js');
  const { part, changes } = await readPlace(input, readView);
  const { createdAt, createdBy, parts: _parts, mountPoints: _mountPoints, ...options } = input;
  const chain = chainOf(options.store, part.lowers);
  const top = { entries: entriesOfPlan(planLayer(changes, part)), createdAt, createdBy };
  const stored = findConfigOf(options.store, chain);
  const report = await exportChain({ ...options, chain, stored, top, ...control });
  return { ...report, applied: changes.length };
}
//# sourceMappingURL=export-job.js.map
