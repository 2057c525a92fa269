/** Remembering what the lowers showed where a job changed something, as the tree host does it. */
import type { HostPath } from '../../base/bytes-path.js';
import type { Change } from '../../diff/change.js';
import type { Part } from '../../overlay/part.js';

interface BaseRequest {
  readonly parts: readonly Part[];
  readonly changes: readonly Change[];
  readonly check: () => void;
}
/** Writes the record of a job into its directory. */
export declare function recordBase(directory: HostPath, request: BaseRequest): void;
export {};
