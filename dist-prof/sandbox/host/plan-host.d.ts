import { type HostPath, type RawPath } from '../../base/bytes-path.js';
import type { Fallback } from '../../jail/receipt.js';
import type { Mount } from '../../overlay/mount.js';
import type { HostMount } from '../../tree/mount-table.js';
/** A directory of the machine's with a writable layer, at its own path. No lower: taken apart. */
export interface HostPlace {
  readonly at: RawPath;
  readonly lowers: readonly HostPath[];
  /** Of its root, where that is not as on the machine. */
  readonly mode?: number | undefined;
}
export interface HostView {
  /** The root first. */
  readonly places: readonly HostPlace[];
  readonly mounts: readonly Mount[];
  readonly links: ReadonlyArray<{
    readonly path: RawPath;
    readonly target: RawPath;
  }>;
  /** What is not there as it is outside. */
  readonly fallbacks: readonly Fallback[];
}
export interface HostRequest {
  readonly mode: 'root' | 'rootless';
  readonly mounts: readonly HostMount[];
  /** Shown as empty: nothing below is looked at. */
  readonly hidden: readonly HostPath[];
  /** Where the job is likely to write. */
  readonly wanted: readonly HostPath[];
}
export declare function planHost(request: HostRequest): HostView;
