/** Starts the worker process where its threads have the privilege to mount: as root, or in the keeper's user namespace. */
import { hostPath } from '../../base/bytes-path.js';
import { KEEPER_PATH } from '../../jail/keeper.js';
import { WorkerHost } from '../../worker/worker-host.js';
export async function startWorkers(home, { slots, keeperPid }) {
  const starter =
    keeperPid === undefined ? undefined : [KEEPER_PATH, 'enter', String(keeperPid), process.execPath];
  return await Promise.resolve(new WorkerHost({ slots, attach: hostPath(home.attach), starter }));
}
//# sourceMappingURL=workers.js.map
