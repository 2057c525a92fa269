import { type HostPath, type RawPath } from '../../base/bytes-path.js';
import type { Fallback } from '../../jail/receipt.js';
import type { Mount, Stub } from '../../overlay/mount.js';
/** A place with a writable layer. */
export interface PlacePlan {
  readonly at: RawPath;
  readonly lowers: readonly HostPath[];
  readonly stubs: readonly Stub[];
  readonly mode?: number | undefined;
}
export interface ViewPlan {
  /** The root first. */
  readonly places: readonly PlacePlan[];
  /** Everything but the places. */
  readonly mounts: readonly Mount[];
  /** Whatever is shown that only serves to mount on. */
  readonly mountPoints: readonly RawPath[];
}
export interface ViewRequest {
  readonly lowers: readonly HostPath[];
  readonly project?:
    | {
        readonly at: RawPath;
        readonly source: HostPath;
      }
    | undefined;
  /** Of the root; default the topmost lower's. */
  readonly mode?: number | undefined;
  /** Writable places beyond the root and the project. */
  readonly places?: readonly Place[] | undefined;
  /** The places show a /tmp of their own; else the job gets an empty one. */
  readonly showsTmp?: boolean | undefined;
  /** Binds, tmpfs and hides beyond those every job has. */
  readonly mounts: readonly Mount[];
  /** Symlinks shown in places that have none of their own there. */
  readonly links: ReadonlyArray<{
    readonly path: RawPath;
    readonly target: RawPath;
  }>;
  /** Root mode: ids of the lowers are those of the job. */
  readonly mapsOwners: boolean;
  /** What is not shown as it was asked for. */
  readonly fallbacks?: readonly Fallback[] | undefined;
}
export declare function planView(request: ViewRequest): ViewPlan;
export interface Place {
  readonly at: RawPath;
  readonly lowers: readonly HostPath[];
  /** Of its root; default the topmost lower's. */
  readonly mode?: number | undefined;
}
/** How big a tmpfs may get; without a size the kernel's own half of memory. */
export declare function tmpfsMount(target: RawPath, sizeBytes: number | undefined): Mount;
