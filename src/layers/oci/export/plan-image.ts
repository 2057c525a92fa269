/** From a chain to the layers of an image: what each holds, and what no tar can carry. */
import { type HostPath, rawFromJson } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import type { MarkStyle } from '../../../overlay/part.js';
import { type ChainLink, getLayer } from '../../record.js';
import { directoriesOf } from '../../resolve-layer.js';
import type { LayerStore } from '../../store.js';
import { type ExportEntry, readDirectoryEntries, readLayerEntries } from './entries.js';
import { MergedTree } from './merged-tree.js';
import { spellOutOpaque } from './opaque.js';

/** One layer on its way out. */
export interface LayerPlan {
  readonly entries: readonly ExportEntry[];
  /** The stored layer that makes the same tar on whatever it lies. */
  readonly cacheId?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly createdBy?: string | undefined;
  /** It is one of the user's own directories. */
  readonly isDirectory?: boolean | undefined;
}

export interface PlanImageOptions {
  readonly store: LayerStore;
  /** The topmost first. */
  readonly chain: readonly ChainLink[];
  /** A layer that is in no store yet, above the chain. */
  readonly top?: LayerPlan | undefined;
  /** How directories of the user's say that something is deleted. */
  readonly marks: MarkStyle;
  /** Makes one layer of all of them. */
  readonly flat?: boolean | undefined;
  /** The chain is one layer, and what it lies on is not known: what it hides is not spelled out. */
  readonly isAlone?: boolean | undefined;
  readonly check?: (() => void) | undefined;
}

/** The layers, the lowest first. */
export function planImage(options: PlanImageOptions): LayerPlan[] {
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

function readLayers({ store, chain, top, marks, isAlone, check }: PlanImageOptions): LayerPlan[] {
  const directories = directoriesOf(store, chain);
  const layers = chain.map((link, index): LayerPlan => {
    check?.();
    if ('directory' in link) {
      const directory = requireOrdinary(rawFromJson(link.directory) as HostPath);
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
function requireOrdinary(directory: HostPath): HostPath {
  if (directory !== '/') return directory;
  throw new LayoverError(
    'LAYOVER_USAGE',
    "The chain stands on this machine's own root, which is not exported",
    {
      hint: 'Export the topmost layer alone: --tar FILE.',
    },
  );
}

function flatten(layers: readonly LayerPlan[]): LayerPlan {
  const merged = new MergedTree();
  for (const { entries } of layers) merged.apply(entries);
  const { createdAt } = layers.at(-1) ?? {};
  return { entries: merged.entries(), createdAt };
}

function hasOpaque({ entries }: Pick<LayerPlan, 'entries'>): boolean {
  return entries.some((entry) => entry.kind === 'object' && entry.isOpaque);
}
