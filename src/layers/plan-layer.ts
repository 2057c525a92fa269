/** From changes to what a layer has to hold: every path in order, with the directories above it. */
import { type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import { type Change, linkGroupOf } from '../diff/change.js';
import { Lowers } from '../diff/lowers.js';
import { PartTrees, UPPER_TREE } from '../diff/part-trees.js';
import { type UpperNames, View, type ViewDirectory } from '../diff/view.js';
import type { Part } from '../overlay/part.js';
import type { Entry } from '../tree/entry.js';

/** One path of a layer in the making; without an entry it is deleted. */
export interface Planned {
  readonly path: RawPath;
  readonly entry?: Entry | undefined;
  readonly isOpaque: boolean;
  /** The same for all names of one inode. */
  readonly group?: RawPath | undefined;
  /** Of a file that lies in another layer, where its content was read. */
  readonly sha256?: string | undefined;
}

/**
 * What a layer of these changes holds, in the order of a manifest; their paths are those of the part. An overlay
 * shows a directory as its topmost layer has it, so the directories above a change are there as the view shows them.
 */
export function planLayer(changes: readonly Change[], part: Part): Planned[] {
  const directories = new Set<RawPath>();
  const planned: Planned[] = [];
  using view = new DirectoriesOfView(part);
  for (const change of changes) {
    for (const path of missingAbove(change.path, directories)) {
      directories.add(path);
      planned.push({ path, entry: view.get(path), isOpaque: false });
    }
    if (change.after?.type === 'directory') directories.add(change.path);
    planned.push(planOne(change));
  }
  return planned.length > 0 ? planned : [{ path: ROOT_PATH, entry: view.get(ROOT_PATH), isOpaque: false }];
}

function planOne(change: Change): Planned {
  const { path, kind, after } = change;
  // What was there may hide a directory further down, which must not show through the new one.
  const isOpaque = kind === 'replaced' && after?.type === 'directory';
  return { path, entry: after, isOpaque, group: linkGroupOf(change) };
}

/** The topmost first. */
function missingAbove(path: RawPath, known: ReadonlySet<RawPath>): RawPath[] {
  const missing: RawPath[] = [];
  for (let at = path; at !== ROOT_PATH; ) {
    at = splitRaw(at).parent;
    if (known.has(at)) break;
    missing.push(at);
  }
  return missing.reverse();
}

interface Resolved {
  readonly entry: Entry;
  readonly directory: ViewDirectory;
  upper?: UpperNames;
}

/** Directories as the view shows them, each read once. */
class DirectoriesOfView implements Disposable {
  readonly #trees: PartTrees;
  readonly #view: View;
  readonly #known = new Map<RawPath, Resolved>();

  constructor(part: Part) {
    this.#trees = new PartTrees(part);
    this.#view = new View(this.#trees, new Lowers(this.#trees, part), part.marks);
  }

  get(path: RawPath): Entry {
    return this.#resolve(path).entry;
  }

  [Symbol.dispose](): void {
    this.#trees[Symbol.dispose]();
  }

  #resolve(path: RawPath): Resolved {
    const known = this.#known.get(path) ?? (path === ROOT_PATH ? this.#readRoot() : this.#read(path));
    this.#known.set(path, known);
    return known;
  }

  #readRoot(): Resolved {
    const { entry } = this.#trees.readItem({ tree: UPPER_TREE, path: ROOT_PATH }, { name: ROOT_PATH });
    return { entry, directory: this.#view.root() };
  }

  #read(path: RawPath): Resolved {
    const { parent, name } = splitRaw(path);
    const above = this.#resolve(parent);
    above.upper ??= this.#view.upperNames(above.directory);
    const shown = this.#view.show(above.directory, name, { upper: above.upper });
    if (shown?.item.entry.type !== 'directory') throw new Error(`A change lies below ${path}, no directory`);
    const { item, isInUpper, stack } = shown;
    return { entry: item.entry, directory: { path, isInUpper, stack } };
  }
}
