import type { Mount } from '../../overlay/mount.js';
/** The root first, then parents before what lies in them, then what hides something. */
export declare function orderMounts([root, ...places]: readonly Mount[], others: readonly Mount[]): Mount[];
