import type { ChangeSummary } from '../diff/summarize.js';
import type { Outcome } from '../jail/outcome.js';
import type { JobLayer } from './events.js';
import type { KeyParts, KeyTrees } from './key.js';
export interface CachedResult {
  readonly key: string;
  readonly name: string;
  readonly createdAt: string;
  /** The kept job, which may be gone by now. */
  readonly job: string;
  readonly outcome: Outcome;
  readonly changes: ChangeSummary;
  readonly durationMs: number;
  readonly layers: readonly JobLayer[];
}
export interface LastKey {
  readonly key: string;
  readonly parts: KeyParts;
  readonly trees?: KeyTrees | undefined;
}
export declare const STREAMS: readonly ['stdout', 'stderr'];
/** The name under which a cached layer is kept. */
export declare function cacheName(key: string, place: JobLayer['place']): string;
export declare class ResultCache {
  #private;
  /** `homePath`: the state directory. */
  constructor(homePath: string);
  /** Undefined where there is none that can be read. */
  find(key: string): CachedResult | undefined;
  /** Makes it the most recently used. */
  touch(key: string): void;
  logPath(key: string, stream: (typeof STREAMS)[number]): string;
  /** Takes the place of what was there, which only its key's holder may do. `logs` get a second name. */
  store(result: CachedResult, logs: Readonly<Record<string, string>>): void;
  /** Every result, with when it was last used. */
  list(): Array<
    CachedResult & {
      readonly usedAtMs: number;
      readonly logBytes: number;
    }
  >;
  remove(key: string): void;
  findLast(project: string, job: string): LastKey | undefined;
  writeLast(project: string, job: string, last: LastKey): void;
}
