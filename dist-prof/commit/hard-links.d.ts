import type { RawPath } from '../base/bytes-path.js';
import { type Change } from '../diff/change.js';
/** Which members of each hard-link group were made so far: the first one lends its inode to the others. */
export declare class HardLinks<Where = RawPath> {
  #private;
  /** Where a member of this change's group already stands, as it was remembered. */
  find(change: Change): Where | undefined;
  remember(change: Change, where: Where): void;
}
