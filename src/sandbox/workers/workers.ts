/** Starts the worker process where its threads have the privilege to mount: as root, or in the keeper's user namespace. */
import { hostPath } from '../../base/bytes-path.js';
import { KEEPER_PATH } from '../../jail/keeper.js';
import { lastFd, WorkerHost } from '../../worker/worker-host.js';
import type { Home } from '../state/home.js';

export type { WorkerHost } from '../../worker/worker-host.js';

export interface WorkersOptions {
  readonly slots: number;
  /** Rootless: whose user namespace to work in. */
  readonly keeperPid: number | undefined;
}

export async function startWorkers(home: Home, { slots, keeperPid }: WorkersOptions): Promise<WorkerHost> {
  const starter =
    keeperPid === undefined
      ? undefined
      : [KEEPER_PATH, 'enter', String(keeperPid), String(lastFd(slots)), process.execPath];
  return await Promise.resolve(new WorkerHost({ slots, attach: hostPath(home.attach), starter }));
}
