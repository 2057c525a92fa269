/** What the jobs of one runner share: the keeper, the tree host, the ids, each started when first needed. */
import { type HostPath } from '../base/bytes-path.js';
import { type JobIds, type JobUser } from '../jail/id-map.js';
import { Keeper } from '../jail/keeper.js';
import type { Groups } from '../jail/limits/group.js';
import type { Fallback } from '../jail/receipt.js';
import { type SeccompFilter } from '../jail/seccomp/filter.js';
import type { Home } from './state/home.js';
import { type JobDirectory } from './state/jobs.js';
import { type TreeHost } from './trees/tree-host.js';
import { type NodeBundle } from './workers/node-bundle.js';
import { WarmPool } from './workers/warm-pool.js';
import { type WorkerHost } from './workers/workers.js';
export interface MachineOptions {
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** How many processes are kept ready for worker jobs. */
  readonly warm: number;
}
export declare class Machine implements AsyncDisposable {
  #private;
  readonly home: Home;
  readonly mode: 'root' | 'rootless';
  readonly homePath: HostPath;
  constructor(home: Home, options?: MachineOptions);
  /** One that died is followed by another: only the jobs it had are lost. */
  keeper(): Promise<Keeper>;
  trees(): Promise<TreeHost>;
  /** The process whose threads run worker jobs, as many at once as jobs may run. */
  workers(): Promise<WorkerHost>;
  /** Node, as the view of such a process shows it. */
  node(): NodeBundle;
  /** Processes that wait for worker jobs. The keeper runs by then: they end before it does. */
  processes(): WarmPool;
  /** The kernel's version of Landlock, once the keeper runs; 0 where it has none. */
  get landlockAbi(): number;
  /** Whether jobs are started by a sealed copy of the keeper's program. */
  get isSealed(): boolean;
  /** Layover's own policy for this processor; compiled once. */
  defaultFilter(): SeccompFilter;
  /** Where control groups of jobs are made. */
  groups(): Promise<Groups>;
  /** What every job here has to do without. */
  get fallbacks(): Fallback[];
  /** A job's directory, its own from then on: one made ahead, or a new one. */
  takeDirectory(): Promise<JobDirectory>;
  /** Makes the next job's directory in a quiet moment: making directories is slow beside all else before a launch. */
  prepareDirectory(): void;
  /** A job's ids, its own until given back. Root mode: a range that was used before is taken again first. */
  takeIds(user: JobUser): JobIds;
  [Symbol.asyncDispose](): Promise<void>;
}
