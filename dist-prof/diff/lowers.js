import { componentsOf, joinRaw, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { isWhiteout } from '../tree/marks.js';
import { WHITEOUT_PREFIX } from './part-trees.js';
/** Resolves names in lowers as the kernel's overlay does, but follows no mark that leads elsewhere. */
export class Lowers {
  #trees;
  #marks;
  /** What all the lowers show at the root. */
  root;
  constructor(trees, { lowers, marks: upperMarks, lowerMarks: marks = upperMarks }) {
    this.#trees = trees;
    this.#marks = marks;
    const roots = lowers.map((_, index) => ({ tree: index + 1, path: ROOT_PATH }));
    const last = roots.findIndex(({ tree }) => hasOpaqueRoot(trees, { tree, marks }));
    this.root = last < 0 ? roots : roots.slice(0, last + 1);
  }
  /** What the stack shows under `name`, or undefined. */
  lookup(stack, name) {
    if (this.#isMarkName(name)) return undefined;
    let top;
    const directories = [];
    for (const directory of stack) {
      const item = this.#read(directory, name);
      if (item === 'whiteout') break;
      if (isLeaf(item)) return top ? { item: top, stack: directories } : { item, stack: [] };
      top ??= item;
      if (item) directories.push({ tree: directory.tree, path: joinRaw(directory.path, name) });
      if (this.#endsHere(directory, { name, item })) break;
    }
    return top && { item: top, stack: directories };
  }
  /** The directories at a path that a redirect names from the root; none where there is no directory. */
  resolve(path) {
    let stack = this.root;
    for (const name of componentsOf(path)) {
      if (stack.length === 0) break;
      stack = this.lookup(stack, name)?.stack ?? [];
    }
    return stack;
  }
  /** Every name in the stack's directories, those that turn out to be hidden included. */
  namesIn(stack) {
    const names = new Set();
    for (const directory of stack) {
      for (const name of this.#trees.readNames(directory)) names.add(name);
    }
    return names;
  }
  #isMarkName(name) {
    return this.#marks === 'fuse' && name.startsWith(WHITEOUT_PREFIX);
  }
  #read(directory, name) {
    const stat = this.#trees.findStat(directory, name);
    if (stat === undefined) return undefined;
    if (isWhiteout(stat)) return 'whiteout';
    const item = this.#trees.readItem(directory, { name, stat });
    refuseMarks(item);
    return item;
  }
  #endsHere(directory, { name, item }) {
    if (item && this.#trees.isOpaque(item)) return true;
    return (
      this.#marks === 'fuse' && this.#trees.findStat(directory, `${WHITEOUT_PREFIX}${name}`) !== undefined
    );
  }
}
/** Whether stacks are the same directories in the same order. */
export function isSameStack(left, right) {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  return left.every(({ tree, path }, index) => tree === right[index]?.tree && path === right[index].path);
}
/** Whether the root of a tree hides the trees below. The kernel never asks; fuse-overlayfs does. */
export function hasOpaqueRoot(trees, { tree, marks }) {
  return marks === 'fuse' && trees.isOpaque(trees.readItem({ tree, path: ROOT_PATH }, { name: ROOT_PATH }));
}
function isLeaf(item) {
  return item !== undefined && item.entry.type !== 'directory';
}
// `whiteout` is the form the kernel only reads; a layer that has it was made by somebody else's tool.
function refuseMarks({ marks, entry: { source } }) {
  const found =
    marks.redirect !== undefined
      ? 'redirect'
      : marks.metacopy
        ? 'metacopy'
        : marks.whiteout
          ? 'whiteout'
          : undefined;
  if (found === undefined) return;
  throw new LayoverError(
    'LAYOVER_OVERLAY_MARK',
    `The lower ${quoteRaw(source.root)} carries the overlay mark "${found}" at ${quoteRaw(source.path)}, which is never followed`,
    { hint: 'Copy the merged view of that layer into a plain directory, and use the copy as the lower.' },
  );
}
//# sourceMappingURL=lowers.js.map
