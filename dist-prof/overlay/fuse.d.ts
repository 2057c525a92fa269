import type { OverlayDriver } from './driver.js';
export declare const FUSE_OVERLAYFS = '/usr/bin/fuse-overlayfs';
/**
 * fuse-overlayfs, where the kernel refuses an overlay of its own. The daemon maps owners itself, so that what
 * lies on disk has the ids that the job saw; `volatile` leaves syncing to the commit.
 */
export declare const fuseDriver: OverlayDriver;
