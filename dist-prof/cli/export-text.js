/** What is said about an export. */
import { hostPath, jsonPath, quoteRaw } from '../base/bytes-path.js';
import { formatSize } from '../base/units.js';
import { printable } from './text.js';

const LINES_MAX = 20;
const NAMES_MAX = 5;
export function renderExport(name, to, report) {
  const next = nextOf(to);
  return [
    `layover: exported ${printable(name)}${placeOf(to)}${report.layers.length > 0 ? `: ${countLayers(report)}` : ''}`,
    ...renderNotes(report).map((line) => `  ${line}`),
    ...(next === undefined ? [] : [`  next: ${next}`]),
  ];
}
/** `3 layers, 12.3 MiB, sha256:0123456789ab`. */
export function countLayers({ layers, manifest }) {
  const size = formatSize(layers.reduce((sum, layer) => sum + layer.size, 0));
  const digest = manifest ?? layers[0]?.digest ?? '';
  const count = layers.length === 1 ? '1 layer' : `${layers.length} layers`;
  return `${count}, ${size}, ${digest.slice(0, 'sha256:'.length + 12)}`;
}
/** What was left out, and what keeps its rights. */
export function renderNotes({ skipped, stripped, privileged }) {
  const lines = [
    ...skipped.map(({ path, reason }) => `left out ${quoteRaw(path)}: ${reason}`),
    ...stripped.map(({ path, what }) => `exported ${quoteRaw(path)} without ${what}`),
  ];
  const more = lines.length - LINES_MAX;
  return [
    ...(more > 0 ? [...lines.slice(0, LINES_MAX), `... and ${more} more`] : lines),
    ...renderPrivileged(privileged),
  ];
}
function renderPrivileged(privileged) {
  if (privileged.length === 0) return [];
  const names = privileged.slice(0, NAMES_MAX).map(({ path, what }) => `${quoteRaw(path)} (${what})`);
  const more = privileged.length - names.length;
  return [
    `note: acts with rights of its own wherever it is unpacked: ${names.join(', ')}${more > 0 ? `, and ${more} more` : ''}`,
  ];
}
export function exportToJson({ layers, manifest, config, skipped, stripped, privileged }) {
  const plain = ({ path, ...rest }) => ({
    ...jsonPath(path),
    ...rest,
  });
  return {
    layers,
    ...(manifest !== undefined && { manifest }),
    ...(config !== undefined && { config }),
    skipped: skipped.map(plain),
    stripped: stripped.map(plain),
    privileged: privileged.map(plain),
  };
}
function placeOf(to) {
  if ('oci' in to) return ` to ${shownPath(to.oci)}${to.tag === undefined ? '' : `:${to.tag}`}`;
  const output = 'tar' in to ? to.tar : 'docker' in to ? to.docker : to.ociArchive;
  return typeof output === 'number' ? '' : ` to ${shownPath(output)}`;
}
function nextOf(to) {
  if ('docker' in to && typeof to.docker !== 'number') return `docker load --input ${shownPath(to.docker)}`;
  if ('oci' in to && to.tag !== undefined) return `skopeo copy oci:${shownPath(to.oci)}:${to.tag} TARGET`;
  return undefined;
}
function shownPath(path) {
  return typeof path === 'string' ? printable(path) : quoteRaw(hostPath(path));
}
//# sourceMappingURL=export-text.js.map
