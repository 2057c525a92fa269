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
import { OWN_GROUP } from './group.js';
export const V1_CONTROLLERS = ['memory', 'pids', 'cpu', 'blkio'];
const CONTROLLER_OF = {
  memoryBytes: 'memory',
  cpus: 'cpu',
  pids: 'pids',
};
function notMounted(controller) {
  return {
    reason: `there is no cgroup with the controller ${controller}`,
    remedy: 'a kernel with it, and cgroup2 mounted at /sys/fs/cgroup',
  };
}
export class V1Groups {
  kind = 'v1';
  #bases;
  constructor(bases) {
    this.#bases = bases;
  }
  refusalOf(limit) {
    const controller = CONTROLLER_OF[limit];
    if (this.#bases.controllers.has(controller)) return undefined;
    return this.#bases.refusals.get(controller) ?? notMounted(controller);
  }
  make(name, limits) {
    const { unified } = this.#bases;
    const directories = new Map();
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
  listNames() {
    return [...new Set(this.#owns().flatMap(listNames))];
  }
  async sweep(name) {
    await removeAll(
      this.#owns().map((own) => join(own, name)),
      SWEEP_PATIENCE_MS,
    );
  }
  close() {
    for (const own of this.#owns()) removeIfEmpty(own);
  }
  /** None without a limit; with one all but cpu, which slows a job down a little where nothing is limited. */
  #wanted(limits) {
    const asked = Object.entries(limits).filter(([, value]) => value !== undefined);
    if (!asked.some(([limit]) => this.refusalOf(limit) === undefined)) return [];
    return [...this.#bases.controllers].filter(([name]) => name !== 'cpu' || limits.cpus !== undefined);
  }
  #owns() {
    const { controllers, unified } = this.#bases;
    const bases = [...controllers.values(), ...(unified === undefined ? [] : [unified])];
    return bases.map((base) => join(base, OWN_GROUP));
  }
}
const PERIOD_US = 100_000;
function writeLimits(directories, limits) {
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
class V1Group {
  joins;
  birth;
  endsTogether = false;
  #directories;
  constructor(directories, birth) {
    this.#directories = directories;
    this.birth = birth;
    // Not cgroup.procs: moving one thread, and that the writer itself, needs no grace period of 10 ms (the lock on
    // forks is left alone). The job's init has one thread.
    this.joins = [...directories.values()].map((directory) => join(directory, 'tasks'));
  }
  countOomKills() {
    const memory = this.#directories.get('memory');
    return memory === undefined ? 0 : (readKey(memory, 'memory.oom_control', 'oom_kill') ?? 0);
  }
  countRefusedForks() {
    const pids = this.#directories.get('pids');
    return pids === undefined ? 0 : (readKey(pids, 'pids.events', 'max') ?? 0);
  }
  readUsage() {
    const [memory, pids, blkio] = ['memory', 'pids', 'blkio'].map((name) => this.#directories.get(name));
    const peak = pids === undefined ? undefined : readNumber(pids, 'pids.peak');
    const service = 'blkio.throttle.io_service_bytes';
    return present({
      ...(this.birth === undefined ? NO_TIME : readProcessorTime(this.birth)),
      memoryPeakBytes: memory === undefined ? undefined : readNumber(memory, 'memory.max_usage_in_bytes'),
      processesPeak: peak === undefined ? undefined : Math.max(0, peak - 1),
      readBytes: blkio === undefined ? undefined : sumOf(blkio, service, 'Read'),
      writtenBytes: blkio === undefined ? undefined : sumOf(blkio, service, 'Write'),
    });
  }
  listProcesses() {
    const [any = this.birth] = this.#directories.values();
    return any === undefined ? [] : readProcesses(any);
  }
  async end() {
    await removeAll([...(this.birth === undefined ? [] : [this.birth]), ...this.#directories.values()]);
  }
}
/** Lines of `8:0 Read 4096`, one for each disk and operation. */
function sumOf(directory, file, operation) {
  return readText(directory, file)
    ?.split('\n')
    .map((line) => line.split(' '))
    .filter(([, name]) => name === operation)
    .reduce((sum, [, , bytes]) => sum + Number(bytes), 0);
}
//# sourceMappingURL=v1.js.map
