import { type HostPath } from '../../base/bytes-path.js';
/** Of each path the outermost directory that the caller owns, or may at least write to. */
export declare function findOwnPlaces(wanted: readonly HostPath[], places: ReadonlySet<HostPath>): HostPath[];
/**
 * The mode that a place's root needs for the caller to have as much of it in the job as outside, where it is someone
 * else's: rootless, the root of a place can only belong to the caller.
 */
export declare function modeForCaller(directory: HostPath): number;
