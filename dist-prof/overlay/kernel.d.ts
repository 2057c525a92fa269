import type { OverlayDriver } from './driver.js';
/** The kernel's own overlay file system. */
export declare const kernelDriver: OverlayDriver;
