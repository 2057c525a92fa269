import { type HostPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
/** As the kernel knows it, so that one directory has one name; the last component may be absent. */
export declare function realTarget(path: HostPath): HostPath;
/** Stands for a target that is not there yet. */
export declare function emptyDirectoryOf(home: HostPath): HostPath;
export declare function makeUnlessThere(path: HostPath): boolean;
export declare function isThere(path: HostPath): boolean;
export declare function notATarget(path: HostPath, cause: unknown): LayoverError;
export declare function removeQuietly(path: HostPath): void;
