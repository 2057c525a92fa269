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
import {
  type GroupLimit,
  type GroupLimits,
  type Groups,
  type GroupUsage,
  type JobGroup,
  OWN_GROUP,
  type Refusal,
} from './group.js';

export const V2_CONTROLLERS = ['memory', 'pids', 'cpu', 'io'] as const;
export type V2Controller = (typeof V2_CONTROLLERS)[number];

export interface V2Base {
  /** The group in which ours is made. */
  readonly path: string;
  /** What its children can have. */
  readonly controllers: ReadonlySet<V2Controller>;
  readonly refusals: ReadonlyMap<V2Controller, Refusal>;
}

const CONTROLLER_OF: Readonly<Record<GroupLimit, V2Controller>> = {
  memoryBytes: 'memory',
  cpus: 'cpu',
  pids: 'pids',
};

export class V2Groups implements Groups {
  readonly kind = 'v2';
  readonly #base: V2Base;
  readonly #own: string;

  constructor(base: V2Base) {
    this.#base = base;
    this.#own = join(base.path, OWN_GROUP);
  }

  refusalOf(limit: GroupLimit): Refusal | undefined {
    const controller = CONTROLLER_OF[limit];
    if (this.#base.controllers.has(controller)) return undefined;
    return (
      this.#base.refusals.get(controller) ?? { reason: `no controller ${controller}`, remedy: undefined }
    );
  }

  make(name: string, limits: GroupLimits): JobGroup {
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

  listNames(): string[] {
    return listNames(this.#own);
  }

  async sweep(name: string): Promise<void> {
    await removeAll([join(this.#own, name)], SWEEP_PATIENCE_MS);
  }

  close(): void {
    removeIfEmpty(this.#own);
  }

  /** Also where another runner has just made it: that one may not have got as far. */
  #enableIn(own: string): void {
    const enabled = (readText(own, 'cgroup.subtree_control') ?? '').split(' ');
    for (const controller of this.#base.controllers)
      if (!enabled.includes(controller)) writeValue(own, 'cgroup.subtree_control', `+${controller}`);
  }

  #limit(path: string, limits: GroupLimits): void {
    const isEnforced = (limit: GroupLimit): boolean => this.refusalOf(limit) === undefined;
    const entries = Object.entries(limits).filter(([limit]) => isEnforced(limit as GroupLimit));
    writeV2Limits(path, Object.fromEntries(entries));
  }
}

const PERIOD_US = 100_000;

/** Exported for its test: a machine with a bare cgroup2 has none of these files. */
export function writeV2Limits(path: string, { memoryBytes, cpus, pids }: GroupLimits): void {
  if (memoryBytes !== undefined) {
    writeValue(path, 'memory.max', memoryBytes);
    tryWrite(path, 'memory.swap.max', 0);
    tryWrite(path, 'memory.oom.group', 1);
  }
  if (cpus !== undefined) writeValue(path, 'cpu.max', `${Math.round(cpus * PERIOD_US)} ${PERIOD_US}`);
  if (pids !== undefined) writeValue(path, 'pids.max', pids + 1);
}

export class V2Group implements JobGroup {
  readonly joins: readonly string[] = [];
  readonly birth: string;
  readonly endsTogether = true;

  constructor(path: string) {
    this.birth = path;
  }

  countOomKills(): number {
    return readKey(this.birth, 'memory.events', 'oom_kill') ?? 0;
  }

  countRefusedForks(): number {
    return readKey(this.birth, 'pids.events', 'max') ?? 0;
  }

  readUsage(): GroupUsage {
    const peak = readNumber(this.birth, 'pids.peak');
    return present<GroupUsage>({
      ...readProcessorTime(this.birth),
      memoryPeakBytes: readNumber(this.birth, 'memory.peak'),
      processesPeak: peak === undefined ? undefined : Math.max(0, peak - 1),
      readBytes: this.#sumOf('rbytes'),
      writtenBytes: this.#sumOf('wbytes'),
    });
  }

  listProcesses(): number[] {
    return readProcesses(this.birth);
  }

  async end(): Promise<void> {
    await removeAll([this.birth]);
  }

  /** Lines of `8:0 rbytes=1 wbytes=2 ...`, one for each disk. */
  #sumOf(key: string): number | undefined {
    const text = readText(this.birth, 'io.stat');
    if (text === undefined) return undefined;
    const values = [...text.matchAll(new RegExp(`\\b${key}=(\\d+)`, 'g'))];
    return values.reduce((sum, [, bytes]) => sum + Number(bytes), 0);
  }
}
