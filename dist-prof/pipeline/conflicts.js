/** Needs that changed the same path, found when they meet: where nobody declared what they make. */
import { LayoverError } from '../base/errors.js';
import { strangersOf } from './stack.js';
/** LAYOVER_PIPELINE, naming both and the path, where two of what a job stands on contradict each other. */
export async function refuseConflicts({ job, context, signal }) {
  const pairs = strangersOf(job, context.stacks).flatMap(([left, right]) =>
    layersOf(left).flatMap((mine) =>
      layersOf(right)
        .filter((theirs) => theirs.place === mine.place && theirs.layer !== mine.layer)
        .map((theirs) => ({ left, right, ids: [mine.layer, theirs.layer] })),
    ),
  );
  const ids = pairs.map((pair) => pair.ids);
  const found = await context.layover.layerWork.findConflict(ids, { signal });
  if (found === undefined) return;
  const pair = pairs.find((one) => one.ids.every((id, index) => id === found.pair[index]));
  throw new LayoverError(
    'LAYOVER_PIPELINE',
    `${job.name} needs ${pair?.left} and ${pair?.right}, which both changed ${found.path}`,
    { hint: `Declare their outputs without it, or say whose is taken: prefer: ${pair?.left}` },
  );
  function layersOf(name) {
    return context.results.get(name)?.layers ?? [];
  }
}
//# sourceMappingURL=conflicts.js.map
