import type { HostPath } from '../../base/bytes-path.js';
import type { Change } from '../../diff/change.js';

/**
 * A lower may have changed since the job ended, and an upper also holds what was only opened for writing: with `recordIn`,
 * the job's directory, nothing but the paths that were changes of the job when it ended.
 */
export interface OwnOnly {
  readonly recordIn?: HostPath | undefined;
}

export async function ownChanges(
  { recordIn }: OwnOnly,
  changes: readonly Change[],
): Promise<readonly Change[]> {
  if (recordIn === undefined || changes.length === 0) return changes;
  const { readBaseRecord } = await import('../../commit/base-record.js');
  const { paths } = readBaseRecord(recordIn);
  return paths === undefined ? changes : changes.filter(({ path }) => paths.has(path));
}
