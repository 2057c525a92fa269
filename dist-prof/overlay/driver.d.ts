/**
 * Overlay drivers plan how one place of a view gets its writable layer; they never mount.
 *
 * A driver is given the lowers and a fresh directory with empty `upper` and `work` in it, and answers with a mount
 * as data. Whoever holds the job carries it out, and owns the directory before and after. What the job leaves in
 * `upper` is read in the driver's `marks` style, and gives the same changes for every driver; `test/contract/`
 * holds them to that.
 */
import type { HostPath, RawPath } from '../base/bytes-path.js';
import type { Mount, Stub } from './mount.js';
import type { MarkStyle } from './part.js';
export declare const DRIVER_NAMES: readonly ['kernel', 'fuse', 'copy'];
export type DriverName = (typeof DRIVER_NAMES)[number];
export interface Place {
  readonly at: RawPath;
  /** The topmost first. */
  readonly lowers: readonly HostPath[];
  /** Holds `upper` and `work`. */
  readonly directory: HostPath;
  /** Places for other mounts, which the view must show; never changes of the job's. */
  readonly stubs: readonly Stub[];
}
/** Whose privilege the mounts are made with. */
export interface MountContext {
  readonly mode: 'root' | 'rootless';
  /** Root mode: the job's ids outside, `0 FIRST COUNT`. */
  readonly idMap: string;
}
export interface OverlayDriver {
  readonly name: DriverName;
  marks(context: MountContext): MarkStyle;
  plan(place: Place, context: MountContext): Mount;
  /**
   * What must lie on disk before the job starts: nothing; the stubs, in `skeleton` beside `upper`; or, in `upper`, a
   * copy of what the lowers show with the stubs in it.
   */
  readonly preparation: 'none' | 'skeleton' | 'copy';
}
/** The most layers one overlay takes (fs/overlayfs/params.h, OVL_MAX_STACK), less the one with our mount points. */
export declare const LOWERS_MAX = 499;
