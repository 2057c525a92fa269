/** What a job over this machine's own root sees of it, and what is hidden from it. */
import { realpathSync } from 'node:fs';
import { fsPath, hostPath, isBelow, rawFromBytes } from '../../base/bytes-path.js';
import { readMountTable } from '../../tree/mount-table.js';
import { planHost } from './plan-host.js';
import { expandHome, findSecrets, ownHome } from './secrets.js';

const VAR_TMP = '/var/tmp';
/** The places, and the state directory, credentials and other people's homes as mounts that hide them. */
export function resolveHost({ spec, mode, homePath }) {
  const inUse = [spec.cwd, spec.project].flatMap((path) => (path === undefined ? [] : [realPath(path)]));
  const places = [...inUse, hostPath(process.cwd())];
  const secrets = findSecrets({ inUse: places });
  const hidden = [homePath, ...secrets.filter((path) => !isBelow(path, homePath))];
  const view = planHost({ mode, mounts: readMountTable(), hidden, wanted: [...places, ownHome(), VAR_TMP] });
  const hides = hidden.map((path) => ({ kind: 'hide', target: path.slice(1) }));
  return { ...view, mounts: [...view.mounts, ...hides] };
}
function realPath(path) {
  const asked = hostPath(typeof path === 'string' ? expandHome(path) : path);
  try {
    return rawFromBytes(realpathSync.native(fsPath(asked), { encoding: 'buffer' }));
  } catch {
    return asked; // said where the path itself is used
  }
}
//# sourceMappingURL=resolve-host.js.map
