import { type GroupLimit, type GroupLimits, type Groups, type JobGroup, type Refusal } from './group.js';
/** Where a group of ours may be made: the hierarchy's own root, or this process's group. */
export interface V1Bases {
  readonly controllers: ReadonlyMap<V1Controller, string>;
  /** In cgroup2. */
  readonly unified: string | undefined;
  /** Why a controller is not among them. */
  readonly refusals: ReadonlyMap<string, Refusal>;
}
export declare const V1_CONTROLLERS: readonly ['memory', 'pids', 'cpu', 'blkio'];
export type V1Controller = (typeof V1_CONTROLLERS)[number];
export declare class V1Groups implements Groups {
  #private;
  readonly kind = 'v1';
  constructor(bases: V1Bases);
  refusalOf(limit: GroupLimit): Refusal | undefined;
  make(name: string, limits: GroupLimits): JobGroup | undefined;
  listNames(): string[];
  sweep(name: string): Promise<void>;
  close(): void;
}
