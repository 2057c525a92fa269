import { readFileSync } from 'node:fs';
import { diff3Merge } from 'node-diff3';
import { syscalls } from '../native/syscalls.js';
import { typeOfMode } from '../tree/entry.js';
import { openFile } from '../tree/file-content.js';
import { readBaseText } from './base-record.js';

const TEXT_MAX = 4 * 1024 * 1024;
/** Three-way merges, with the text that the base had when the job ended. */
export function openMerge(jobDirectory, base, sources) {
  return ({ spot, stat, viewPath }, { after, kind }) => {
    const before = base.entries.get(viewPath);
    if (kind !== 'modified' || after?.type !== 'file' || typeOfMode(stat.mode) !== 'file') return undefined;
    if (before === undefined || Math.max(stat.size, after.size) > TEXT_MAX) return undefined;
    const original = readBaseText(jobDirectory, before);
    if (original === undefined) return undefined;
    const ours = readAll(sources.open(after));
    const theirs = readAll(openFile(spot.dirfd, spot.name, stat));
    return [ours, theirs].some((text) => text.includes(0)) ? undefined : merge(ours, original, theirs);
  };
}
/** Line by line, as bytes; the line ends belong to the lines. */
function merge(ours, original, theirs) {
  const [a, o, b] = [ours, original, theirs].map(linesOf);
  const regions = diff3Merge(a, o, b, { excludeFalseConflicts: true });
  const lines = [];
  for (const { ok } of regions) {
    if (ok === undefined) return undefined;
    lines.push(...ok);
  }
  return Buffer.from(lines.join(''), 'latin1');
}
function linesOf(text) {
  return text.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
function readAll(fd) {
  try {
    return readFileSync(fd);
  } finally {
    syscalls.close(fd);
  }
}
//# sourceMappingURL=merge-text.js.map
