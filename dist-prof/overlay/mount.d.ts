import type { HostPath, RawPath } from '../base/bytes-path.js';
/** A place to mount on (a directory or an empty file), or a symlink beside such places. Owners are as inside. */
export interface Stub {
  readonly path: RawPath;
  readonly type: 'directory' | 'file' | 'symlink';
  /** Only of a symlink. */
  readonly target?: RawPath;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}
/**
 * A mount of a job's view, as data: drivers and plans make these, the keeper carries them out in order.
 * `target` is the place in the view; the first mount of a job has the empty target, the root.
 */
export type Mount =
  | {
      readonly kind: 'overlay';
      readonly target: RawPath;
      /** The topmost first. */
      readonly lowers: readonly HostPath[];
      /** Holds `upper` and `work`, on one file system. */
      readonly directory: HostPath;
      /** `key=value` or `key`, never made from paths. */
      readonly options: readonly string[];
      /** Places to mount on, parents first, shown by a lower above all others. */
      readonly stubs: readonly Stub[];
    }
  | {
      readonly kind: 'fuse';
      readonly target: RawPath;
      readonly lowers: readonly HostPath[];
      readonly directory: HostPath;
      /** The daemon's words; `@layers` and `@device` stand for what only the keeper knows. */
      readonly daemon: readonly string[];
    }
  | {
      readonly kind: 'bind';
      readonly target: RawPath;
      readonly source: HostPath;
      readonly isReadOnly: boolean;
      /** With the mounts below it. */
      readonly isRecursive: boolean;
      /** Owners on disk are those the job sees (root mode). */
      readonly isMapped: boolean;
    }
  | {
      readonly kind: 'tmpfs';
      readonly target: RawPath;
      readonly options: readonly string[];
      readonly isReadOnly?: boolean;
    }
  /** `hide:NAME` and `readonly:NAME` of entries below it. */
  | {
      readonly kind: 'proc';
      readonly target: RawPath;
      readonly masks: readonly string[];
    }
  | {
      readonly kind: 'dev';
      readonly target: RawPath;
      readonly sharedMemory: readonly string[];
    }
  /** Shows an empty directory, or an empty file, where something is. */
  | {
      readonly kind: 'hide';
      readonly target: RawPath;
    };
