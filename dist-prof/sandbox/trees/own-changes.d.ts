import type { HostPath } from '../../base/bytes-path.js';
import type { Change } from '../../diff/change.js';
/**
 * A lower may have changed since the job ended, and an upper also holds what was only opened for writing: with `recordIn`,
 * the job's directory, nothing but the paths that were changes of the job when it ended.
 */
export interface OwnOnly {
  readonly recordIn?: HostPath | undefined;
}
export declare function ownChanges(
  { recordIn }: OwnOnly,
  changes: readonly Change[],
): Promise<readonly Change[]>;
