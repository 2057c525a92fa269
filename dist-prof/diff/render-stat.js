import { quoteRaw } from '../base/bytes-path.js';
import { letterOf } from './render-list.js';
import { summarize, writtenBytes } from './summarize.js';

const KINDS = ['added', 'modified', 'replaced', 'metadata', 'deleted'];
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
/** Each change with its sizes, then a count for each kind, then one line for all. */
export function renderStat(changes) {
  return [
    ...changes.map(renderLine),
    ...KINDS.flatMap((kind) => renderKind(kind, changes)),
    renderTotal(changes),
  ];
}
/** `1.5 KiB`. */
export function formatBytes(bytes) {
  let unit = 0;
  let value = bytes;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
function renderLine({ kind, path, before, after }) {
  const name = `${letterOf(kind)} ${quoteRaw(path)}`;
  return `${name} | ${before ? renderSize(before) : 'none'} -> ${after ? renderSize(after) : 'none'}`;
}
function renderSize({ type, size }) {
  return type === 'file' ? formatBytes(size) : type;
}
function renderKind(kind, changes) {
  const ofKind = changes.filter((change) => change.kind === kind);
  if (ofKind.length === 0) return [];
  const bytes = ofKind.reduce((sum, change) => sum + writtenBytes(change), 0);
  return [`${kind}: ${ofKind.length}${bytes > 0 ? ` (${formatBytes(bytes)})` : ''}`];
}
function renderTotal(changes) {
  const { added, modified, deleted, bytes } = summarize(changes);
  return `${changes.length} changes: ${added} added, ${modified} modified, ${deleted} deleted, ${formatBytes(bytes)} written`;
}
//# sourceMappingURL=render-stat.js.map
