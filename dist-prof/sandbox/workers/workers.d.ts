import { WorkerHost } from '../../worker/worker-host.js';
import type { Home } from '../state/home.js';

export type { WorkerHost } from '../../worker/worker-host.js';
export interface WorkersOptions {
  readonly slots: number;
  /** Rootless: whose user namespace to work in. */
  readonly keeperPid: number | undefined;
}
export declare function startWorkers(home: Home, { slots, keeperPid }: WorkersOptions): Promise<WorkerHost>;
