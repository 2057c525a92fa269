/** What the jobs of one run share. */
import { createHash } from 'node:crypto';
/** The name of a place that jobs keep things in, of this project. */
export function keptPlaceName({ plan }, cache) {
  const project = createHash('sha256').update(plan.project).digest('hex').slice(0, 16);
  return `layover/caches/${project}/${cache.toLowerCase()}`;
}
/** The layers below a job in one of its places, the topmost first. */
export function layersBelow(context, name, place) {
  const [, ...below] = context.stacks.get(name) ?? [];
  const ids = below.flatMap((one) =>
    (context.results.get(one)?.layers ?? [])
      .filter((layer) => layer.place === place)
      .map(({ layer }) => layer),
  );
  return [...new Set(ids)]; // two jobs that made the same: an overlay takes it once
}
//# sourceMappingURL=run-context.js.map
