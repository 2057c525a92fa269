import type { Layover } from '../sandbox/open.js';
export interface CollectOptions {
  /** How many of the latest runs stay. */
  readonly keepRuns: number;
  /** What all results may take together. */
  readonly cacheBytes: number;
  readonly isDryRun: boolean;
}
export interface CollectedRuns {
  readonly runs: number;
  readonly results: number;
}
export declare const KEEP_RUNS = 10;
export declare const CACHE_BYTES: number;
export declare function collectPipelines(layover: Layover, options: CollectOptions): Promise<CollectedRuns>;
/** How many results were let go of until the rest takes no more than it may. */
export declare function collectResults(
  { homePath, layerWork }: Pick<Layover, 'homePath' | 'layerWork'>,
  { cacheBytes, isDryRun }: Pick<CollectOptions, 'cacheBytes' | 'isDryRun'>,
): number;
