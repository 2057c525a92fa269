import type { OverlayDriver } from './driver.js';
/** The last resort: the upper is a whole copy of what the lowers show, compared with them afterwards. */
export declare const copyDriver: OverlayDriver;
