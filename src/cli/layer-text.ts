/** What `layover layer` prints. */
import {
  type JsonPath,
  jsonPath,
  quoteRaw,
  type RawPath,
  rawFromJson,
  textFromRaw,
} from '../base/bytes-path.js';
import { formatSize } from '../base/units.js';
import {
  type ChainInfo,
  type ExportReport,
  type LayerRecord,
  type LayerSize,
  type Layers,
  ownPlatform,
} from '../sandbox/store/layers.js';
import { formatAge, shortId } from './render.js';
import { alignColumns, printable } from './text.js';

/** A name with the sums of its chain, or a layer that has none. */
export interface LayerRow {
  readonly name?: string;
  /** Of the topmost layer; absent where a chain has none. */
  readonly layer?: string;
  readonly layers: number;
  readonly bytes: number;
  readonly createdAt: string;
  /** Of all its layers, where it was asked for. */
  readonly unique?: number;
  readonly shared?: number;
  readonly disk?: number;
  readonly diskShared?: number;
}

/** Names first, then layers that no name has in its chain. */
export function layerRows(layers: Layers, sizes: readonly LayerSize[] | undefined): LayerRow[] {
  const records = new Map(layers.list().map((record) => [record.id, record]));
  const unnamed = new Set(records.keys());
  const rows = layers.names().map(({ name, chain, createdAt }): LayerRow => {
    const ids = chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
    for (const id of ids) unnamed.delete(id);
    return { name, createdAt, ...sumsOf(ids, { records, sizes }) };
  });
  const rest = [...unnamed].map((id): LayerRow => {
    return { createdAt: records.get(id)?.createdAt ?? '', ...sumsOf([id], { records, sizes }) };
  });
  return [...rows, ...rest];
}

interface Known {
  readonly records: ReadonlyMap<string, LayerRecord>;
  readonly sizes: readonly LayerSize[] | undefined;
}

function sumsOf(ids: readonly string[], { records, sizes }: Known): Omit<LayerRow, 'name' | 'createdAt'> {
  const sum = (sizeOf: (id: string) => number): number => ids.reduce((total, id) => total + sizeOf(id), 0);
  const [top] = ids;
  const sized = (key: SizeKey): number => sum((id) => sizes?.find((size) => size.id === id)?.[key] ?? 0);
  const measured = sizes && Object.fromEntries(SIZE_KEYS.map((key) => [key, sized(key)]));
  return {
    ...(top !== undefined && { layer: `sha256:${top}` }),
    layers: ids.length,
    bytes: sum((id) => records.get(id)?.bytes ?? 0),
    ...measured,
  };
}

const SIZE_KEYS = ['unique', 'shared', 'disk', 'diskShared'] as const;
type SizeKey = (typeof SIZE_KEYS)[number];
const SIZE_TITLES = ['UNIQUE', 'SHARED', 'ON-DISK', 'DISK-SHARED'];

/** What all layers hold, and what that takes. */
export function renderSizes(sizes: readonly LayerSize[], layers: readonly LayerRecord[]): string {
  const held = layers.reduce((sum, { bytes }) => sum + bytes, 0);
  const disk = sizes.reduce((sum, { diskAdded }) => sum + diskAdded, 0);
  const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `layover: ${count} with files of ${formatSize(held)}, which take ${formatSize(disk)} on disk`;
}

export function renderLayers(rows: readonly LayerRow[], now: number = Date.now()): string[] {
  const isMeasured = rows.some(({ unique }) => unique !== undefined);
  const header = ['NAME', 'LAYER', 'LAYERS', 'SIZE', ...(isMeasured ? SIZE_TITLES : []), 'AGE'];
  const lines = rows.map(({ name = '-', layer, layers, bytes, createdAt, ...sizes }) => [
    name,
    layer === undefined ? '-' : shortId(layer.slice('sha256:'.length)),
    String(layers),
    formatSize(bytes),
    ...(isMeasured ? SIZE_KEYS.map((key) => formatSize(sizes[key] ?? 0)) : []),
    formatAge(now - Date.parse(createdAt)),
  ]);
  return alignColumns([header, ...lines]);
}

export function chainToJson({
  name,
  createdAt,
  chain,
  layers,
  directories,
}: ChainInfo): Record<string, unknown> {
  return {
    ...(name !== undefined && { name }),
    createdAt,
    chain: chain.map((link, index) => {
      const path = jsonPath((directories[index] ?? '') as RawPath);
      if ('directory' in link) return { directory: plain(link.directory) };
      const record = layers.find(({ id }) => id === link.layer);
      return { layer: `sha256:${link.layer}`, tree: plain(path), ...describe(record) };
    }),
  };
}

function describe(record: LayerRecord | undefined): Record<string, unknown> {
  if (record === undefined) return {};
  const { createdAt, entries, files, bytes, createdBy } = record;
  return { createdAt, entries, files, bytes, ...(createdBy !== undefined && { createdBy }) };
}

function plain(path: JsonPath): unknown {
  return 'path' in path ? path.path : path;
}

/**
 * As `docker image inspect` has it, for scripts that read it. `UpperDir` and `LowerDir` are the directories the chain
 * lies in. As with Docker, `MergedDir` and `WorkDir` are where they would be: nothing is mounted for an image.
 */
export function chainToDocker(
  { name, createdAt, layers, directories, config }: ChainInfo,
  { config: id, layers: exported }: ExportReport,
): Record<string, unknown> {
  const [upper = '', ...lowers] = directories.map((path) => textFromRaw(path) ?? path);
  const place = upper.slice(0, upper.lastIndexOf('/'));
  return {
    Id: id,
    RepoTags: name === undefined ? [] : [name.includes(':') ? name : `${name}:latest`],
    RepoDigests: [],
    Parent: '',
    Comment: '',
    Created: createdAt,
    Author: '',
    Config: config.config ?? {},
    Architecture: config.architecture ?? ownPlatform().architecture,
    Os: config.os ?? 'linux',
    Size: layers.reduce((sum, { bytes }) => sum + bytes, 0),
    GraphDriver: {
      Name: 'overlay2',
      Data: {
        ...(lowers.length > 0 && { LowerDir: lowers.join(':') }),
        MergedDir: `${place}/merged`,
        UpperDir: upper,
        WorkDir: `${place}/work`,
      },
    },
    RootFS: { Type: 'layers', Layers: exported.map(({ diffId }) => diffId) },
    Metadata: { LastTagTime: createdAt },
  };
}

export function renderHistory({ chain, layers }: ChainInfo, now: number = Date.now()): string[] {
  const rows = chain.map((link) => {
    if ('directory' in link)
      return ['-', '-', '-', `(the directory ${quoteRaw(rawFromJson(link.directory))})`];
    const record = layers.find(({ id }) => id === link.layer);
    const age = formatAge(now - Date.parse(record?.createdAt ?? ''));
    return [shortId(link.layer), age, formatSize(record?.bytes ?? 0), printable(record?.createdBy ?? '-')];
  });
  return alignColumns([['LAYER', 'AGE', 'SIZE', 'MADE BY'], ...rows]);
}
