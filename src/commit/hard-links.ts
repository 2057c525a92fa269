import type { RawPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';

/** Which members of each hard-link group were made so far: the first one lends its inode to the others. */
export class HardLinks {
  readonly #first = new Map<RawPath, RawPath>();

  /** Where a member of this change's group already stands, as it was remembered. */
  find(change: Change): RawPath | undefined {
    const group = groupOf(change);
    return group === undefined ? undefined : this.#first.get(group);
  }

  remember(change: Change, path: RawPath): void {
    const group = groupOf(change);
    if (group !== undefined) this.#first.set(group, path);
  }
}

/** All members agree on the smallest of their names. */
function groupOf({ path, hardLinks }: Change): RawPath | undefined {
  if (hardLinks === undefined || hardLinks.length === 0) return undefined;
  return hardLinks.reduce((smallest, name) => (name < smallest ? name : smallest), path);
}
