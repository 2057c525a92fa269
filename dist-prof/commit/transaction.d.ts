import { type HostPath, type RawPath } from '../base/bytes-path.js';
import type { Planned } from './planned.js';
import { type Staging } from './stage-all.js';
export interface Transaction extends Staging {
  /** The directory of the journals. */
  readonly commits: HostPath;
  readonly job?: string | undefined;
  readonly applied: number;
  /** What the target stands for in the view. */
  readonly from: RawPath;
}
/** Does what was planned, whole or not at all. Answers with the name of the commit; undefined where there was nothing to do. */
export declare function runTransaction(
  planned: readonly Planned[],
  transaction: Transaction,
): string | undefined;
