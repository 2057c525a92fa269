import { requirePlainNames } from '../../../tar/member.js';
import { requireXattrName } from '../../../tar/pax.js';
import { privilegesOf } from '../../../tar/privileges.js';
import { exportXattrs } from '../../../tar/xattrs.js';
/** To be asked before anything is written. What a tar would say wrongly is LAYOVER_COMMIT_PATH, with its path. */
export function findLosses(layers) {
  const notes = { skipped: [], stripped: [], privileged: [] };
  for (const { entries } of layers) for (const entry of entries) note(entry, notes);
  return notes;
}
function note(one, { skipped, stripped, privileged }) {
  const { path } = one;
  requirePlainNames(path);
  if (one.kind === 'deleted') return;
  if (one.entry.type === 'socket') skipped.push({ path, reason: 'a socket, which no tar can hold' });
  if (one.kind === 'link' || one.entry.type === 'socket') return;
  const { xattrs, lost } = exportXattrs(one.entry.xattrs);
  for (const [name] of xattrs) requireXattrName(path, name);
  if (lost > 0) stripped.push({ path, what: lost === 1 ? '1 xattr' : `${lost} xattrs` });
  for (const what of privilegesOf(one.entry)) privileged.push({ path, what });
}
//# sourceMappingURL=losses.js.map
