/**
 * The file systems that a commit changes: the target's own and those mounted below it. A rename never leads from one to
 * another, so each has a stash of its own; one journal binds them.
 */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
/** One of them. Where there are several, they are in the order of their paths, and changed in that order. */
export interface Volume {
  /** From the target; empty for the target's own. */
  readonly at: RawPath;
  /** As the kernel calls it: `ext4`; empty where only the target's own is meant. */
  readonly type: string;
}
/** A volume of a commit that was begun. */
export interface VolumeRecord {
  readonly at: RawPath;
  /** Of its root. */
  readonly ino: string;
  /** The directory with its slots. */
  readonly stash: HostPath;
  /** Where the stash lies, if in the volume: making it changes that directory's time. */
  readonly holder?:
    | {
        readonly path: HostPath;
        readonly ino: string;
        readonly mtimeNs: string;
      }
    | undefined;
}
/** Which of them hold these paths of the target. A path below an automounter is `LAYOVER_COMMIT_TARGET`. */
export declare function findVolumes(target: HostPath, paths: readonly RawPath[]): Volume[];
/** Whether anything is mounted somewhere below a directory, by any name of it. */
export declare function hasMountsBelow(directory: HostPath): boolean;
/** Index of the innermost of these roots, sorted, that a path lies below; 0 where there is none. */
export declare function volumeOf(path: RawPath, roots: readonly RawPath[]): number;
export declare function volumePath(target: HostPath, at: RawPath): HostPath;
