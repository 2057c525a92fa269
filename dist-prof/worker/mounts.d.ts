import type { Mount, Stub } from '../overlay/mount.js';
/** A step of making a view that failed. */
export declare class MountError extends Error {
  readonly step: string;
  readonly errno: string;
  constructor(step: string, cause: unknown);
}
/** Closes `fd` however `use` ends. */
export declare function withFd<T>(fd: number, use: (fd: number) => T): T;
type OverlayMount = Extract<
  Mount,
  {
    kind: 'overlay';
  }
>;
/**
 * A detached overlay. Upper and work are found below their parent: they must lie on one mount. The kernel takes a mount
 * of its own of each layer, without what is mounted below it; so a descriptor is enough, and cloning layers first, as the
 * keeper does to map their ids, would only cost: dissolving each clone waits for a grace period.
 *
 * `stubs` is open on a mount of nothing but them, and stays the caller's.
 */
export declare function mountOverlay(mount: OverlayMount, stubs: number): number;
export declare function mountTmpfs(options: readonly string[], attributes: number): number;
/** The topmost lower: nothing but places to mount on (src/native/keeper/skeleton.c has the why). */
export declare function mountStubs(stubs: readonly Stub[]): number;
/** A place in the view, found without following a link. */
export declare function openPlace(root: number, target: string): number;
export {};
