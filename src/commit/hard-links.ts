import type { RawPath } from '../base/bytes-path.js';
import { type Change, linkGroupOf } from '../diff/change.js';

/** Which members of each hard-link group were made so far: the first one lends its inode to the others. */
export class HardLinks<Where = RawPath> {
  readonly #first = new Map<RawPath, Where>();

  /** Where a member of this change's group already stands, as it was remembered. */
  find(change: Change): Where | undefined {
    const group = linkGroupOf(change);
    return group === undefined ? undefined : this.#first.get(group);
  }

  remember(change: Change, where: Where): void {
    const group = linkGroupOf(change);
    if (group !== undefined) this.#first.set(group, where);
  }
}
