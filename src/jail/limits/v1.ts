/**
 * cgroup v1: a hierarchy for each controller. Where cgroup2 is mounted beside them (hybrid), the job is born in a
 * directory there as well, for what v1 has not: `cgroup.kill`, and the list of its processes without joining.
 *
 * Only what is asked for: each hierarchy costs some 0.1 ms, and the memory controller's some more in every page fault.
 */
import { join } from 'node:path';
import { listNames, makeDirectory, removeAll, removeIfEmpty, SWEEP_PATIENCE_MS } from './directories.js';
import {
  present,
  readKey,
  readNumber,
  readProcesses,
  readProcessorTime,
  readText,
  tryWrite,
  writeValue,
} from './files.js';
import {
  type GroupLimit,
  type GroupLimits,
  type Groups,
  type GroupUsage,
  type JobGroup,
  OWN_GROUP,
  type Refusal,
} from './group.js';

/** Where a group of ours may be made: the hierarchy's own root, or this process's group. */
export interface V1Bases {
  readonly controllers: ReadonlyMap<V1Controller, string>;
  /** In cgroup2. */
  readonly unified: string | undefined;
  /** Why a controller is not among them. */
  readonly refusals: ReadonlyMap<string, Refusal>;
}

export const V1_CONTROLLERS = ['memory', 'pids', 'cpu', 'blkio'] as const;
export type V1Controller = (typeof V1_CONTROLLERS)[number];

const CONTROLLER_OF: Readonly<Record<GroupLimit, V1Controller>> = {
  memoryBytes: 'memory',
  cpus: 'cpu',
  pids: 'pids',
};

function notMounted(controller: V1Controller): Refusal {
  return {
    reason: `there is no cgroup with the controller ${controller}`,
    remedy: 'a kernel with it, and cgroup2 mounted at /sys/fs/cgroup',
  };
}

export class V1Groups implements Groups {
  readonly kind = 'v1';
  readonly #bases: V1Bases;

  constructor(bases: V1Bases) {
    this.#bases = bases;
  }

  refusalOf(limit: GroupLimit): Refusal | undefined {
    const controller = CONTROLLER_OF[limit];
    if (this.#bases.controllers.has(controller)) return undefined;
    return this.#bases.refusals.get(controller) ?? notMounted(controller);
  }

  make(name: string, limits: GroupLimits): JobGroup | undefined {
    const { unified } = this.#bases;
    const directories = new Map<V1Controller, string>();
    const birth = unified === undefined ? undefined : join(unified, OWN_GROUP, name);
    try {
      if (birth !== undefined) makeDirectory(birth);
      for (const [controller, base] of this.#wanted(limits)) {
        const directory = join(base, OWN_GROUP, name);
        makeDirectory(directory);
        directories.set(controller, directory);
      }
      writeLimits(directories, limits);
    } catch (error) {
      for (const directory of [...directories.values(), ...(birth ? [birth] : [])]) removeIfEmpty(directory);
      throw error;
    }
    return birth === undefined && directories.size === 0 ? undefined : new V1Group(directories, birth);
  }

  listNames(): string[] {
    return [...new Set(this.#owns().flatMap(listNames))];
  }

  async sweep(name: string): Promise<void> {
    await removeAll(
      this.#owns().map((own) => join(own, name)),
      SWEEP_PATIENCE_MS,
    );
  }

  close(): void {
    for (const own of this.#owns()) removeIfEmpty(own);
  }

  /** None without a limit; with one all but cpu, which slows a job down a little where nothing is limited. */
  #wanted(limits: GroupLimits): Array<[V1Controller, string]> {
    const asked = Object.entries(limits).filter(([, value]) => value !== undefined);
    if (!asked.some(([limit]) => this.refusalOf(limit as GroupLimit) === undefined)) return [];
    return [...this.#bases.controllers].filter(([name]) => name !== 'cpu' || limits.cpus !== undefined);
  }

  #owns(): string[] {
    const { controllers, unified } = this.#bases;
    const bases = [...controllers.values(), ...(unified === undefined ? [] : [unified])];
    return bases.map((base) => join(base, OWN_GROUP));
  }
}

const PERIOD_US = 100_000;

function writeLimits(directories: ReadonlyMap<V1Controller, string>, limits: GroupLimits): void {
  const [memory, cpu, pids] = [directories.get('memory'), directories.get('cpu'), directories.get('pids')];
  const { memoryBytes, cpus, pids: count } = limits;
  if (memory !== undefined && memoryBytes !== undefined) {
    writeValue(memory, 'memory.limit_in_bytes', memoryBytes);
    // With swap counted the sum is the limit; without it, the group is kept from swapping.
    const countsSwap = tryWrite(memory, 'memory.memsw.limit_in_bytes', memoryBytes);
    if (!countsSwap) tryWrite(memory, 'memory.swappiness', 0);
  }
  if (cpu !== undefined && cpus !== undefined) {
    writeValue(cpu, 'cpu.cfs_period_us', PERIOD_US);
    writeValue(cpu, 'cpu.cfs_quota_us', Math.round(cpus * PERIOD_US));
  }
  if (pids !== undefined && count !== undefined) writeValue(pids, 'pids.max', count + 1);
}

const NO_TIME = { userMs: undefined, systemMs: undefined };

class V1Group implements JobGroup {
  readonly joins: readonly string[];
  readonly birth: string | undefined;
  readonly endsTogether = false;
  readonly #directories: ReadonlyMap<V1Controller, string>;

  constructor(directories: ReadonlyMap<V1Controller, string>, birth: string | undefined) {
    this.#directories = directories;
    this.birth = birth;
    // Not cgroup.procs: moving one thread, and that the writer itself, needs no grace period of 10 ms (the lock on
    // forks is left alone). The job's init has one thread.
    this.joins = [...directories.values()].map((directory) => join(directory, 'tasks'));
  }

  countOomKills(): number {
    const memory = this.#directories.get('memory');
    return memory === undefined ? 0 : (readKey(memory, 'memory.oom_control', 'oom_kill') ?? 0);
  }

  countRefusedForks(): number {
    const pids = this.#directories.get('pids');
    return pids === undefined ? 0 : (readKey(pids, 'pids.events', 'max') ?? 0);
  }

  readUsage(): GroupUsage {
    const [memory, pids, blkio] = (['memory', 'pids', 'blkio'] as const).map((name) =>
      this.#directories.get(name),
    );
    const peak = pids === undefined ? undefined : readNumber(pids, 'pids.peak');
    const service = 'blkio.throttle.io_service_bytes';
    return present<GroupUsage>({
      ...(this.birth === undefined ? NO_TIME : readProcessorTime(this.birth)),
      memoryPeakBytes: memory === undefined ? undefined : readNumber(memory, 'memory.max_usage_in_bytes'),
      processesPeak: peak === undefined ? undefined : Math.max(0, peak - 1),
      readBytes: blkio === undefined ? undefined : sumOf(blkio, service, 'Read'),
      writtenBytes: blkio === undefined ? undefined : sumOf(blkio, service, 'Write'),
    });
  }

  listProcesses(): number[] {
    const [any = this.birth] = this.#directories.values();
    return any === undefined ? [] : readProcesses(any);
  }

  async end(): Promise<void> {
    await removeAll([...(this.birth === undefined ? [] : [this.birth]), ...this.#directories.values()]);
  }
}

/** Lines of `8:0 Read 4096`, one for each disk and operation. */
function sumOf(directory: string, file: string, operation: string): number | undefined {
  return readText(directory, file)
    ?.split('\n')
    .map((line) => line.split(' '))
    .filter(([, name]) => name === operation)
    .reduce((sum, [, , bytes]) => sum + Number(bytes), 0);
}
