import type { JobIds } from '../../jail/id-map.js';
import type { Keeper } from '../../jail/keeper.js';
import type { OverlayDriver } from '../../overlay/driver.js';
import type { TreeHost } from '../trees/tree-host.js';
export interface Trial {
  readonly driver: OverlayDriver;
  readonly layersBy: 'descriptor' | 'name';
  /** Root mode: owners on disk are those the job sees. */
  readonly mapsOwners: boolean;
  readonly lowerCount: number;
}
/** What trials are run with; `folder` is an empty directory where uppers may lie. */
export interface TrialBench {
  readonly mode: 'root' | 'rootless';
  readonly keeper: Keeper;
  readonly ids: JobIds;
  readonly folder: string;
  readonly trees: () => Promise<TreeHost>;
}
export interface TrialFailure {
  readonly step: string;
  readonly errno: string;
  readonly detail: string;
}
/** Undefined where every step passed. */
export declare function runTrial(trial: Trial, bench: TrialBench): Promise<TrialFailure | undefined>;
