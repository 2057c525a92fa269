/** From a chain to the layers of an image: what each holds, and what no tar can carry. */
import { rawFromJson } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { getLayer } from '../../record.js';
import { directoriesOf } from '../../resolve-layer.js';
import { readDirectoryEntries, readLayerEntries } from './entries.js';
import { MergedTree } from './merged-tree.js';
import { spellOutOpaque } from './opaque.js';
/** The layers, the lowest first. */
export function planImage(options) {
  const layers = readLayers(options);
  if (options.flat === true) return [flatten(layers)];
  if (options.isAlone === true) return layers;
  const highest = layers.findLastIndex(hasOpaque);
  const below = new MergedTree();
  return layers.map((layer, index) => {
    if (index > highest) return layer;
    const entries = spellOutOpaque(layer.entries, below);
    if (index < highest) below.apply(layer.entries);
    return entries.length === layer.entries.length
      ? { ...layer, entries }
      : { ...layer, entries, cacheId: undefined };
  });
}
function readLayers({ store, chain, top, marks, isAlone, check }) {
  const directories = directoriesOf(store, chain);
  const layers = chain.map((link, index) => {
    check?.();
    if ('directory' in link) {
      const directory = requireOrdinary(rawFromJson(link.directory));
      const below = directories.slice(index + 1);
      return { entries: readDirectoryEntries(directory, { below, marks, check }), isDirectory: true };
    }
    const { id, createdAt, createdBy } = getLayer(store, link.layer);
    const layer = { entries: readLayerEntries(store, id), createdAt, createdBy };
    return isAlone === true && hasOpaque(layer) ? layer : { ...layer, cacheId: id };
  });
  return [...(top ? [top] : []), ...layers].reverse();
}
/** A chain may stand on this machine's own root: that is no image, and holds what is nobody else's business. */
function requireOrdinary(directory) {
  if (directory !== '/') return directory;
  throw new LayoverError(
    'LAYOVER_USAGE',
    "The chain stands on this machine's own root, which is not exported",
    {
      hint: 'Export the topmost layer alone: --tar FILE.',
    },
  );
}
function flatten(layers) {
  const merged = new MergedTree();
  for (const { entries } of layers) merged.apply(entries);
  const { createdAt } = layers.at(-1) ?? {};
  return { entries: merged.entries(), createdAt };
}
function hasOpaque({ entries }) {
  return entries.some((entry) => entry.kind === 'object' && entry.isOpaque);
}
//# sourceMappingURL=plan-image.js.map
