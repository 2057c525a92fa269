import { syscalls } from '../native/syscalls.js';
import { digestFile, hasSameContent } from '../tree/file-content.js';
import { HoleAllowance } from '../tree/holes.js';
import type { ChangeKind } from './change.js';
import type { PartItem, PartTrees } from './part-trees.js';
import { hasSameAttributes, hasSameShape } from './same-entry.js';

/** Decides what happened to a path from what it was and what it is. Owns no descriptor between calls. */
export class Judge {
  readonly #trees: PartTrees;
  readonly #check: (() => void) | undefined;
  readonly #holes = new HoleAllowance();

  constructor(trees: PartTrees, check: (() => void) | undefined) {
    this.#trees = trees;
    this.#check = check;
  }

  /** The kind of change, or undefined where both are equal (or both absent). */
  judge(before: PartItem | undefined, after: PartItem | undefined): ChangeKind | undefined {
    if (before === undefined) return after && 'added';
    if (after === undefined) return 'deleted';
    if (before.entry.type !== after.entry.type) return 'replaced';
    if (after.entry.type === 'directory') {
      return hasSameAttributes(before.entry, after.entry) ? undefined : 'metadata';
    }
    return this.#judgeLeaf(before, after);
  }

  #judgeLeaf(before: PartItem, after: PartItem): ChangeKind | undefined {
    if (isSameObject(before, after)) return undefined;
    if (!hasSameShape(before.entry, after.entry) || !this.#hasSameBytes(before, after)) return 'modified';
    const isEqual =
      before.entry.mtimeNs === after.entry.mtimeNs && hasSameAttributes(before.entry, after.entry);
    return isEqual ? undefined : 'metadata';
  }

  /** `sha256:<hex>` of a regular file; undefined of anything else, and where it, or holes so large, cannot be read. */
  digest(item: PartItem | undefined): string | undefined {
    if (item?.entry.type !== 'file' || !this.#holes.take(item.stat)) return undefined;
    const fd = this.#trees.findFile(item);
    if (fd === undefined) return undefined;
    try {
      return digestFile(fd, { size: item.entry.size, check: this.#check });
    } finally {
      syscalls.close(fd);
    }
  }

  #hasSameBytes(before: PartItem, after: PartItem): boolean {
    if (after.entry.type !== 'file' || after.entry.size === 0) return true;
    // Offsets that large are no whole numbers any more; nobody has such a file by accident.
    if (after.entry.size > Number.MAX_SAFE_INTEGER) return false;
    const left = this.#trees.findFile(before);
    if (left === undefined) return false; // what cannot be read cannot be copied up: the job made this one
    try {
      const right = this.#trees.openFile(after);
      try {
        return hasSameContent(left, right, { size: after.entry.size, check: this.#check });
      } finally {
        syscalls.close(right);
      }
    } finally {
      syscalls.close(left);
    }
  }
}

/** Whether both are one name of one tree. */
function isSameObject(
  { entry: { source: left } }: PartItem,
  { entry: { source: right } }: PartItem,
): boolean {
  return left.root === right.root && left.path === right.path;
}
