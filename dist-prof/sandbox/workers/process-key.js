import { statSync } from 'node:fs';
import { fsPath } from '../../base/bytes-path.js';
/**
 * What a process that was started ahead is good for: jobs of the very same view, ids, network, filter and limits. What
 * the lowers' own directories show is in the view's plan; that they are still the same ones is seen by their status.
 */
export function processKey(resolved, view) {
  const { cwd, user, hostname, network, limits, disk, mustLimit, mustUseKernel, filter, landlockAbi } =
    resolved;
  const lowers = view.places.flatMap((place) => place.lowers);
  const sources = view.mounts.flatMap((mount) => (mount.kind === 'bind' ? [mount.source] : []));
  return JSON.stringify([
    { cwd, user, hostname, network, limits, disk, mustLimit, mustUseKernel, landlockAbi },
    filter?.digest,
    view,
    [...lowers, ...sources].map(identityOf),
  ]);
}
function identityOf(path) {
  const { dev, ino, mode, uid, gid, ctimeNs } = statSync(fsPath(path), { bigint: true });
  return [dev, ino, mode, uid, gid, ctimeNs].join(':');
}
//# sourceMappingURL=process-key.js.map
