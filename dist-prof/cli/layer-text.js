/** What `layover layer` prints. */
import { jsonPath, quoteRaw, rawFromJson, textFromRaw } from '../base/bytes-path.js';
import { formatSize } from '../base/units.js';
import { ownPlatform } from '../sandbox/store/layers.js';
import { formatAge, shortId } from './render.js';
import { alignColumns, printable } from './text.js';
/** Names first, then layers that no name has in its chain. */
export function layerRows(layers, sizes) {
  const records = new Map(layers.list().map((record) => [record.id, record]));
  const unnamed = new Set(records.keys());
  const rows = layers.names().map(({ name, chain, createdAt }) => {
    const ids = chain.flatMap((link) => ('layer' in link ? [link.layer] : []));
    for (const id of ids) unnamed.delete(id);
    return { name, createdAt, ...sumsOf(ids, { records, sizes }) };
  });
  const rest = [...unnamed].map((id) => {
    return { createdAt: records.get(id)?.createdAt ?? '', ...sumsOf([id], { records, sizes }) };
  });
  return [...rows, ...rest];
}
function sumsOf(ids, { records, sizes }) {
  const sum = (sizeOf) => ids.reduce((total, id) => total + sizeOf(id), 0);
  const [top] = ids;
  const sized = (key) => sum((id) => sizes?.find((size) => size.id === id)?.[key] ?? 0);
  const measured = sizes && Object.fromEntries(SIZE_KEYS.map((key) => [key, sized(key)]));
  return {
    ...(top !== undefined && { layer: `sha256:${top}` }),
    layers: ids.length,
    bytes: sum((id) => records.get(id)?.bytes ?? 0),
    ...measured,
  };
}
const SIZE_KEYS = ['unique', 'shared', 'disk', 'diskShared'];
const SIZE_TITLES = ['UNIQUE', 'SHARED', 'ON-DISK', 'DISK-SHARED'];
/** What all layers hold, and what that takes. */
export function renderSizes(sizes, layers) {
  const held = layers.reduce((sum, { bytes }) => sum + bytes, 0);
  const disk = sizes.reduce((sum, { diskAdded }) => sum + diskAdded, 0);
  const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `layover: ${count} with files of ${formatSize(held)}, which take ${formatSize(disk)} on disk`;
}
export function renderLayers(rows, now = Date.now()) {
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
export function chainToJson({ name, createdAt, chain, layers, directories }) {
  return {
    ...(name !== undefined && { name }),
    createdAt,
    chain: chain.map((link, index) => {
      const path = jsonPath(directories[index] ?? '');
      if ('directory' in link) return { directory: plain(link.directory) };
      const record = layers.find(({ id }) => id === link.layer);
      return { layer: `sha256:${link.layer}`, tree: plain(path), ...describe(record) };
    }),
  };
}
function describe(record) {
  if (record === undefined) return {};
  const { createdAt, entries, files, bytes, createdBy } = record;
  return { createdAt, entries, files, bytes, ...(createdBy !== undefined && { createdBy }) };
}
function plain(path) {
  return 'path' in path ? path.path : path;
}
/**
 * As `docker image inspect` has it, for scripts that read it. `UpperDir` and `LowerDir` are the directories the chain
 * lies in. As with Docker, `MergedDir` and `WorkDir` are where they would be: nothing is mounted for an image.
 */
export function chainToDocker(
  { name, createdAt, layers, directories, config },
  { config: id, layers: exported },
) {
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
export function renderHistory({ chain, layers }, now = Date.now()) {
  const rows = chain.map((link) => {
    if ('directory' in link)
      return ['-', '-', '-', `(the directory ${quoteRaw(rawFromJson(link.directory))})`];
    const record = layers.find(({ id }) => id === link.layer);
    const age = formatAge(now - Date.parse(record?.createdAt ?? ''));
    return [shortId(link.layer), age, formatSize(record?.bytes ?? 0), printable(record?.createdBy ?? '-')];
  });
  return alignColumns([['LAYER', 'AGE', 'SIZE', 'MADE BY'], ...rows]);
}
//# sourceMappingURL=layer-text.js.map
