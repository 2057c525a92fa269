import { formatPlatform } from '../platform.js';
export function reportImport({ format, name, published, plan }, notes) {
  const records = published.map(({ record }) => record);
  return {
    name,
    format,
    layers: records.map(({ id }) => `sha256:${id}`),
    newLayers: published.filter(({ isNew }) => isNew).length,
    entries: records.reduce((sum, { entries }) => sum + entries, 0),
    bytes: records.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(plan !== undefined && { platform: formatPlatform(plan.platform) }),
    notes: notes.kept,
    noteCount: notes.count,
  };
}
//# sourceMappingURL=report.js.map
