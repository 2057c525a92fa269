import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { Stat } from '../native/syscalls.js';
import { type Spot } from './seen.js';

type Nowhere =
  | {
      readonly kind: 'no-parent';
      readonly missing: RawPath;
    }
  | {
      readonly kind: 'blocked';
      readonly at: RawPath;
      readonly by: string;
    };
type LocatedPlace =
  | {
      readonly kind: 'spot';
      readonly spot: Spot;
    }
  | Nowhere;
/** Where a path of the target is, or why it is nowhere. */
export type Located =
  | {
      readonly kind: 'spot';
      readonly spot: Spot;
      readonly stat: Stat | undefined;
    }
  | Nowhere;
/**
 * The directory that a commit changes, for looking at it and for taking places in it. Everything is reached by descriptors below its root,
 * without following a symlink or crossing a mount but those that were named. Another mount in the way is `LAYOVER_COMMIT_TARGET`.
 */
export declare class TargetTree implements Disposable {
  #private;
  readonly path: HostPath;
  /** `mounts` are those below it that may be entered, sorted. */
  constructor(path: HostPath, mounts?: readonly RawPath[]);
  /** Of the target or of a volume in it: O_PATH, open as long as this is. */
  rootFd(at?: RawPath): number;
  /** A spot is valid until the next call. The root of a volume is a spot without a name. */
  locate(path: RawPath): Located;
  /** The same for who does not ask what is there. */
  locatePlace(path: RawPath): LocatedPlace;
  /** Runs `use` on a directory's own, readable descriptor. */
  withReadable<T>(path: RawPath, use: (fd: number) => T): T;
  [Symbol.dispose](): void;
}
export {};
