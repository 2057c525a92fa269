/** What the jobs of one runner share: the keeper, the tree host, the ids, each started when first needed. */
import { type HostPath, hostPath } from '../base/bytes-path.js';
import { Cleanup } from '../base/cleanup.js';
import { type JobIds, type JobUser, mapRootless, takeRange } from '../jail/id-map.js';
import { Keeper } from '../jail/keeper.js';
import type { Groups } from '../jail/limits/group.js';
import { openGroups } from '../jail/limits/open.js';
import { countOfIds, findOwnMap, type OwnMap } from '../jail/own-map.js';
import type { Fallback } from '../jail/receipt.js';
import { getArchitecture } from '../jail/seccomp/architecture.js';
import { buildFilter, type SeccompFilter } from '../jail/seccomp/filter.js';
import { planDefault } from '../jail/seccomp/policy.js';
import type { Home } from './state/home.js';
import {
  createJobDirectory,
  discardDirectory,
  type JobDirectory,
  tryCreateJobDirectory,
} from './state/jobs.js';
import { startProcessHost, startThreadHost, type TreeHost } from './trees/tree-host.js';
import { findNode, type NodeBundle } from './workers/node-bundle.js';
import { WarmPool } from './workers/warm-pool.js';
import { startWorkers, type WorkerHost } from './workers/workers.js';

/** Beyond what passes between two jobs that follow each other closely. */
const QUIET_MS = 5;

/** How long a process waits for a job before it is let go. */
const IDLE_MS = 60_000;

export interface MachineOptions {
  /** How many jobs run at once. */
  readonly concurrency: number;
  /** How many processes are kept ready for worker jobs. */
  readonly warm: number;
}

export class Machine implements AsyncDisposable {
  readonly home: Home;
  readonly mode: 'root' | 'rootless';
  readonly homePath: HostPath;
  #ownMap: OwnMap | undefined;
  #ownMapReason: string | undefined;
  #keeper: Promise<Keeper> | undefined;
  #landlockAbi = 0;
  #isSealed = false;
  #filter: SeccompFilter | undefined;
  #trees: Promise<TreeHost> | undefined;
  #workers: Promise<WorkerHost> | undefined;
  readonly #options: MachineOptions;
  #processes: WarmPool | undefined;
  #node: NodeBundle | undefined;
  #groups: Promise<Groups> | undefined;
  readonly #free: JobIds[] = [];
  #spare: JobDirectory | undefined;
  #quiet: NodeJS.Timeout | undefined;
  readonly #cleanup = new Cleanup();

  constructor(home: Home, options: MachineOptions = { concurrency: 1, warm: 0 }) {
    this.home = home;
    this.#options = options;
    this.mode = process.getuid?.() === 0 ? 'root' : 'rootless';
    this.homePath = hostPath(home.path);
  }

  /** One that died is followed by another: only the jobs it had are lost. */
  async keeper(): Promise<Keeper> {
    this.#keeper ??= this.#startKeeper();
    const known = this.#keeper;
    if ((await known).isAlive) return await known;
    if (this.#keeper === known) this.#keeper = this.#startKeeper();
    return await this.#keeper;
  }

  async trees(): Promise<TreeHost> {
    this.#trees ??= this.#startTrees();
    const trees = await this.#trees;
    if (trees.isAlive) return trees;
    this.#trees = this.#startTrees();
    return await this.#trees;
  }

  /** The process whose threads run worker jobs, as many at once as jobs may run. */
  async workers(): Promise<WorkerHost> {
    this.#workers ??= this.#startWorkers();
    const workers = await this.#workers;
    if (workers.isAlive) return workers;
    this.#workers = this.#startWorkers();
    return await this.#workers;
  }

  /** Node, as the view of such a process shows it. */
  node(): NodeBundle {
    this.#node ??= findNode();
    return this.#node;
  }

  /** Processes that wait for worker jobs. The keeper runs by then: they end before it does. */
  processes(): WarmPool {
    if (this.#processes === undefined) {
      const pool = new WarmPool({ max: this.#options.warm, idleMs: IDLE_MS });
      this.#processes = pool;
      this.#cleanup.defer(async () => await pool[Symbol.asyncDispose]());
    }
    return this.#processes;
  }

  /** The kernel's version of Landlock, once the keeper runs; 0 where it has none. */
  get landlockAbi(): number {
    return this.#landlockAbi;
  }

  /** Whether jobs are started by a sealed copy of the keeper's program. */
  get isSealed(): boolean {
    return this.#isSealed;
  }

  /** Layover's own policy for this processor; compiled once. */
  defaultFilter(): SeccompFilter {
    this.#filter ??= buildFilter(planDefault(getArchitecture()), { fitsInit: true });
    return this.#filter;
  }

  /** Where control groups of jobs are made. */
  groups(): Promise<Groups> {
    this.#groups ??= this.#openGroups();
    return this.#groups;
  }

  /** What every job here has to do without. */
  get fallbacks(): Fallback[] {
    if (this.#ownMapReason === undefined) return [];
    return [{ wanted: 'several user ids', used: 'a single id', reason: this.#ownMapReason }];
  }

  /** A job's directory, its own from then on: one made ahead, or a new one. */
  async takeDirectory(): Promise<JobDirectory> {
    clearTimeout(this.#quiet);
    const spare = this.#spare;
    this.#spare = undefined;
    return spare ?? (await createJobDirectory(this.home));
  }

  /** A job comes: what is left to prepare waits. */
  endQuiet(): void {
    clearTimeout(this.#quiet);
  }

  /** Makes what the next job will need, in a quiet moment: its directory, which is slow to make beside all else. */
  prepareNext(prepare: () => void = () => this.#makeSpare()): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(prepare, QUIET_MS).unref();
  }

  /** Without waiting: where it cannot be made now, the next job makes its own. */
  #makeSpare(): void {
    try {
      this.#spare ??= tryCreateJobDirectory(this.home);
    } catch {
      // A sweep, or a full disk: whoever needs a directory waits for it, and throws.
    }
  }

  /** A job's ids, its own until given back. Root mode: a range that was used before is taken again first. */
  takeIds(user: JobUser): JobIds {
    if (this.mode === 'rootless') return mapRootless(this.#ownMap ? countOfIds(this.#ownMap) : 1, user);
    const ids = this.#free.pop() ?? takeRange(this.home.locks);
    return { ...ids, release: () => void this.#free.push(ids) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#quiet);
    if (this.#spare) discardDirectory(this.home, this.#spare);
    this.#spare = undefined;
    for (const ids of this.#free.splice(0)) ids.release();
    await this.#cleanup[Symbol.asyncDispose]();
  }

  async #startKeeper(): Promise<Keeper> {
    if (this.mode === 'rootless') {
      const { map, reason } = await findOwnMap();
      this.#ownMap = map;
      this.#ownMapReason = reason;
    }
    const keeper = await Keeper.start(this.#ownMap);
    this.#landlockAbi = keeper.landlockAbi;
    this.#isSealed = keeper.isSealed;
    this.#cleanup.defer(async () => await keeper[Symbol.asyncDispose]());
    return keeper;
  }

  async #openGroups(): Promise<Groups> {
    const groups = await openGroups(this.mode);
    this.#cleanup.defer(() => groups.close());
    return groups;
  }

  async #startWorkers(): Promise<WorkerHost> {
    const keeper = this.mode === 'root' ? undefined : await this.keeper();
    const workers = await startWorkers(this.home, {
      slots: this.#options.concurrency,
      keeperPid: keeper?.pid,
    });
    this.#cleanup.defer(async () => await workers[Symbol.asyncDispose]());
    return workers;
  }

  async #startTrees(): Promise<TreeHost> {
    const trees =
      this.mode === 'root'
        ? await startThreadHost(this.home.locks)
        : startProcessHost((await this.keeper()).pid, this.home.locks);
    this.#cleanup.defer(async () => await trees[Symbol.asyncDispose]());
    return trees;
  }
}
