import {
  type GroupLimit,
  type GroupLimits,
  type Groups,
  type GroupUsage,
  type JobGroup,
  type Refusal,
} from './group.js';
export declare const V2_CONTROLLERS: readonly ['memory', 'pids', 'cpu', 'io'];
export type V2Controller = (typeof V2_CONTROLLERS)[number];
export interface V2Base {
  /** The group in which ours is made. */
  readonly path: string;
  /** What its children can have. */
  readonly controllers: ReadonlySet<V2Controller>;
  readonly refusals: ReadonlyMap<V2Controller, Refusal>;
}
export declare class V2Groups implements Groups {
  #private;
  readonly kind = 'v2';
  constructor(base: V2Base);
  refusalOf(limit: GroupLimit): Refusal | undefined;
  make(name: string, limits: GroupLimits): JobGroup;
  listNames(): string[];
  sweep(name: string): Promise<void>;
  close(): void;
}
/** Exported for its test: a machine with a bare cgroup2 has none of these files. */
export declare function writeV2Limits(path: string, { memoryBytes, cpus, pids }: GroupLimits): void;
export declare class V2Group implements JobGroup {
  #private;
  readonly joins: readonly string[];
  readonly birth: string;
  readonly endsTogether = true;
  constructor(path: string);
  countOomKills(): number;
  countRefusedForks(): number;
  readUsage(): GroupUsage;
  listProcesses(): number[];
  end(): Promise<void>;
}
