import { type LayerStore } from '../../layers/store.js';
export interface Home {
  readonly path: string;
  readonly jobs: string;
  readonly trash: string;
  readonly locks: string;
  readonly attach: string;
  readonly quarantine: string;
  readonly commits: string;
  /** Records of runs of pipelines: see runs.ts. */
  readonly runs: string;
  /** Results that can be used again. */
  readonly cache: string;
  readonly store: LayerStore;
}
export declare function defaultHome(): string;
/** Makes what is missing; refuses a directory that another user owns or may enter, or of a later format. */
export declare function openHome(path?: string): Promise<Home>;
