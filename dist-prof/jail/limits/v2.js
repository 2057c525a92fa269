/** cgroup v2: one directory for a job, in which it is born, so that a group costs next to nothing. */
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
export const V2_CONTROLLERS = ['memory', 'pids', 'cpu', 'io'];
const CONTROLLER_OF = {
  memoryBytes: 'memory',
  cpus: 'cpu',
  pids: 'pids',
};
export class V2Groups {
  kind = 'v2';
  #base;
  #own;
  constructor(base) {
    this.#base = base;
    this.#own = join(base.path, OWN_GROUP);
  }
  refusalOf(limit) {
    const controller = CONTROLLER_OF[limit];
    if (this.#base.controllers.has(controller)) return undefined;
    return (
      this.#base.refusals.get(controller) ?? { reason: `no controller ${controller}`, remedy: undefined }
    );
  }
  make(name, limits) {
    const path = join(this.#own, name);
    makeDirectory(path, (own) => this.#enableIn(own));
    try {
      this.#limit(path, limits);
    } catch (error) {
      removeIfEmpty(path);
      throw error;
    }
    return new V2Group(path);
  }
  listNames() {
    return listNames(this.#own);
  }
  async sweep(name) {
    await removeAll([join(this.#own, name)], SWEEP_PATIENCE_MS);
  }
  close() {
    removeIfEmpty(this.#own);
  }
  /** Also where another runner has just made it: that one may not have got as far. */
  #enableIn(own) {
    const enabled = (readText(own, 'cgroup.subtree_control') ?? '').split(' ');
    for (const controller of this.#base.controllers)
      if (!enabled.includes(controller)) writeValue(own, 'cgroup.subtree_control', `+${controller}`);
  }
  #limit(path, limits) {
    const isEnforced = (limit) => this.refusalOf(limit) === undefined;
    const entries = Object.entries(limits).filter(([limit]) => isEnforced(limit));
    writeV2Limits(path, Object.fromEntries(entries));
  }
}
const PERIOD_US = 100_000;
/** Exported for its test: a machine with a bare cgroup2 has none of these files. */
export function writeV2Limits(path, { memoryBytes, cpus, pids }) {
  if (memoryBytes !== undefined) {
    writeValue(path, 'memory.max', memoryBytes);
    tryWrite(path, 'memory.swap.max', 0);
    tryWrite(path, 'memory.oom.group', 1);
  }
  if (cpus !== undefined) writeValue(path, 'cpu.max', `${Math.round(cpus * PERIOD_US)} ${PERIOD_US}`);
  if (pids !== undefined) writeValue(path, 'pids.max', pids + 1);
}
export class V2Group {
  joins = [];
  birth;
  endsTogether = true;
  constructor(path) {
    this.birth = path;
  }
  countOomKills() {
    return readKey(this.birth, 'memory.events', 'oom_kill') ?? 0;
  }
  countRefusedForks() {
    return readKey(this.birth, 'pids.events', 'max') ?? 0;
  }
  readUsage() {
    const peak = readNumber(this.birth, 'pids.peak');
    return present({
      ...readProcessorTime(this.birth),
      memoryPeakBytes: readNumber(this.birth, 'memory.peak'),
      processesPeak: peak === undefined ? undefined : Math.max(0, peak - 1),
      readBytes: this.#sumOf('rbytes'),
      writtenBytes: this.#sumOf('wbytes'),
    });
  }
  listProcesses() {
    return readProcesses(this.birth);
  }
  async end() {
    await removeAll([this.birth]);
  }
  /** Lines of `8:0 rbytes=1 wbytes=2 ...`, one for each disk. */
  #sumOf(key) {
    const text = readText(this.birth, 'io.stat');
    if (text === undefined) return undefined;
    const values = [...text.matchAll(new RegExp(`\\b${key}=(\\d+)`, 'g'))];
    return values.reduce((sum, [, bytes]) => sum + Number(bytes), 0);
  }
}
//# sourceMappingURL=v2.js.map
