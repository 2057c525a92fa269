/**
 * Doing operations, and taking them back. Each is one rename: nothing is overwritten and nothing destroyed, so whatever
 * somebody else does meanwhile is found afterwards, in its place or in the stash. What was displaced is compared with
 * what the plan saw; another object there is a conflict, and everything is taken back.
 */
import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { Operation, TouchedDirectory } from './operation.js';
import type { Policy } from './policy.js';
import { type VolumeRecord } from './volumes.js';
/** What is changed: the target, and of its volumes those that a commit is for. */
export interface Changed {
  readonly target: HostPath;
  readonly volumes: readonly VolumeRecord[];
}
export declare class Exchange implements Disposable {
  #private;
  constructor({ target, volumes }: Changed);
  /** The volume that is another directory by now than it was. */
  findMoved(): RawPath | undefined;
  [Symbol.dispose](): void;
  /** What could not be had. Throws `LAYOVER_COMMIT_CONFLICT` where the place is not as it was seen; what was done by then is to be taken back. */
  apply(operation: Operation, policy: Policy): readonly string[];
  /** Whether what was displaced is, still, what the plan saw. */
  check(operation: Operation): void;
  /** What keeps an operation that was done from being taken back; undefined where nothing does. */
  findObstacle(operation: Operation): string | undefined;
  /**
   * Takes one operation back, if it was done. What somebody else has put there meanwhile stays, and the answer says so.
   */
  reverse(operation: Operation): string | undefined;
  /** Gives directories the times they had before something in them was changed and changed back. */
  restoreTimes(directories: readonly TouchedDirectory[]): void;
  /** Whether the place holds what the operation put there, reached from the root anew. */
  isInPlace(operation: Operation): boolean;
}
