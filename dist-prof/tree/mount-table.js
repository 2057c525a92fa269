/** The mounts of this process's view, from /proc/self/mountinfo (proc_pid_mountinfo(5)), those that can be seen. */
import { readFileSync } from 'node:fs';
export function readMountTable() {
  return visibleMounts(readFileSync('/proc/self/mountinfo', 'latin1'));
}
/** Every mount that no later one covers, parents first. */
export function visibleMounts(mountinfo) {
  const lines = mountinfo.split('\n').filter(Boolean).map(parseLine);
  const byId = new Map(lines.map((line) => [line.id, line]));
  return lines
    .filter((line) => isVisible(line, { lines, byId }))
    .map(({ at, type, isReadOnly }) => ({ at, type, isReadOnly }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}
/** ID PARENT MAJ:MIN ROOT PLACE OPTIONS [FIELDS...] - TYPE SOURCE SUPER-OPTIONS */
function parseLine(line) {
  const [head = '', tail = ''] = line.split(' - ', 2);
  const [id, parent, , , at = '', options = ''] = head.split(' ');
  const [type = '', , superOptions = ''] = tail.split(' ');
  const isReadOnly = [options, superOptions].some((list) => list.split(',').includes('ro'));
  return { id: Number(id), parent: Number(parent), at: unescape(at), type, isReadOnly };
}
/** Blanks, tabs, line ends and backslashes are written in octal. */
function unescape(text) {
  return text.replace(/\\([0-7]{3})/g, (_all, octal) => String.fromCharCode(Number.parseInt(octal, 8)));
}
/** A path leads to it: nothing covers it, nor the way to it. */
function isVisible(line, table) {
  return !isCovered(line, table) && isReachable(line, table);
}
/** Another mount stands on its very root. */
function isCovered({ id, at }, { lines }) {
  return lines.some((other) => other.parent === id && other.at === at);
}
function isReachable(line, table) {
  const later = table.lines.slice(table.lines.indexOf(line) + 1);
  if (later.some((other) => other.parent === line.parent && isAround(other.at, line.at))) return false;
  const parent = table.byId.get(line.parent);
  if (parent === undefined || parent === line) return true;
  return isReachable(parent, table) && (line.at === parent.at || !isCovered(parent, table));
}
function isAround(outer, inner) {
  return outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
}
//# sourceMappingURL=mount-table.js.map
