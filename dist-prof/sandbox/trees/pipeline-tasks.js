/** Work on whole trees that only pipelines ask for. */
import { quoteRaw } from '../../base/bytes-path.js';
/** `readView` gives every change, hard links to the last. */
export function pipelineTasks(readView) {
  return {
    commitPlaces: async (input, control) => {
      const { commitPlaces } = await import('./commit-places.js');
      return await commitPlaces(input, { readView: (view) => readView(view, control) });
    },
    takeSnapshots: async (input, { check }) =>
      (await import('../../inputs/snapshot.js')).takeSnapshots(input, check),
    identifyTrees: async ({ roots }, { check }) =>
      (await import('../../inputs/identity.js')).identifyTrees(roots, check),
    findConflict: async (input) => await findConflictOf(input),
    compareLayers: async ({ store, before, after }) => {
      const { compareLayers } = await import('../../layers/compare-layers.js');
      const found = compareLayers(store, before, after);
      return found && { paths: found.paths.map((path) => quoteRaw(path)), count: found.count };
    },
    saveLayer: async ({ store, id, directory }) => {
      (await import('../../layers/portable.js')).saveLayer(store, id, directory);
      return undefined;
    },
    loadLayer: async ({ directory, ...layer }) =>
      (await import('../../layers/portable.js')).loadLayer(layer, directory),
  };
}
async function findConflictOf({ store, pairs }) {
  const { findConflict } = await import('../../layers/conflicts.js');
  for (const pair of pairs) {
    const path = findConflict(store, ...pair);
    if (path !== undefined) return { pair, path: quoteRaw(path) };
  }
  return undefined;
}
//# sourceMappingURL=pipeline-tasks.js.map
