import type { MountContext, OverlayDriver } from '../../overlay/driver.js';
import type { Mount } from '../../overlay/mount.js';
import type { Part } from '../../overlay/part.js';
import type { TreeHost } from '../trees/tree-host.js';
import type { PlacePlan } from './view.js';
export interface MadePlaces {
  readonly parts: readonly Part[];
  /** Of each place's root, in the places' order. */
  readonly mounts: readonly Mount[];
  /** Each upper's own directory as it was made: see untouched.ts. */
  readonly upperRoots: readonly string[];
}
export interface PlaceRequest {
  readonly places: readonly PlacePlan[];
  readonly jobPath: string;
  readonly driver: OverlayDriver;
  readonly context: MountContext;
  trees(): Promise<TreeHost>;
}
export interface ReopenRequest {
  readonly jobPath: string;
  /** Where the kernel's work directories go: one is good for one mount. */
  readonly trash: string;
  readonly driver: OverlayDriver;
  readonly context: MountContext;
}
/** The mounts of a kept job's places, in their order, over the uppers as they are. */
export declare function reopenPlaces(places: readonly PlacePlan[], request: ReopenRequest): Mount[];
export declare function makePlaces(request: PlaceRequest): Promise<MadePlaces>;
