export const DRIVER_NAMES = ['kernel', 'fuse', 'copy'];
/** The most layers one overlay takes (fs/overlayfs/params.h, OVL_MAX_STACK), less the one with our mount points. */
export const LOWERS_MAX = 499;
//# sourceMappingURL=driver.js.map
