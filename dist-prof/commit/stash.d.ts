import { type HostPath, type RawPath } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
/** How the directory is called where it lies in or beside a target. */
export declare const STASH_PREFIX = '.layover-';
/**
 * The state directory where that is on the target's file system, else beside the target, else in it: on the way to `inner`,
 * a directory that holds all the changes, where one can first be written to. Nothing is made. A target that cannot be
 * written to is `LAYOVER_COMMIT_TARGET`.
 */
export declare function chooseStash(
  target: {
    path: HostPath;
    fd: number;
    inner: RawPath;
  },
  journal: {
    path: HostPath;
    id: string;
  },
): HostPath;
/** Makes it, empty; git passes over it. */
export declare function makeStash(path: HostPath, home: HostPath): void;
/** Removes it with all that is in it; absent is fine. */
export declare function removeStash(path: HostPath): void;
export declare function notWritable(path: HostPath, cause: unknown): LayoverError;
