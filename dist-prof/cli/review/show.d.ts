import type { Job } from '../../sandbox/result/job.js';
export interface Chosen {
  readonly from?: string | undefined;
  readonly only?: readonly string[] | undefined;
  readonly except?: readonly string[] | undefined;
}
export interface Tree {
  readonly lines: readonly string[];
  /** Changes that are chosen, of how many. */
  readonly chosen: number;
  readonly all: number;
}
/** The chosen changes by folder. */
export declare function showTree(job: Job, { from, ...choice }: Chosen): Promise<Tree>;
/** Of a path and what is below it; of everything where none is named. */
export declare function showPatch(job: Job, path: string): Promise<string[]>;
