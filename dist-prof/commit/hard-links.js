import { linkGroupOf } from '../diff/change.js';
/** Which members of each hard-link group were made so far: the first one lends its inode to the others. */
export class HardLinks {
  #first = new Map();
  /** Where a member of this change's group already stands, as it was remembered. */
  find(change) {
    const group = linkGroupOf(change);
    return group === undefined ? undefined : this.#first.get(group);
  }
  remember(change, where) {
    const group = linkGroupOf(change);
    if (group !== undefined) this.#first.set(group, where);
  }
}
//# sourceMappingURL=hard-links.js.map
