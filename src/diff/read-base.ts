import { joinRaw, type RawPath, ROOT_PATH, splitRaw } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import type { Change } from './change.js';
import { type LowerStack, Lowers } from './lowers.js';
import { type PartItem, PartTrees, UPPER_TREE } from './part-trees.js';

/** What the lowers alone show at a path of the view. */
export interface BaseItem {
  readonly path: RawPath;
  /** Undefined where they show nothing: the job added it. */
  readonly item: PartItem | undefined;
  /** Of the change it was read for; none for what lies below a directory that is gone. */
  readonly change: Change | undefined;
  /** A descriptor of the regular file that it is, for the caller to close; undefined where it may not be read. */
  open(): number | undefined;
}

interface BaseOptions {
  readonly check?: (() => void) | undefined;
}

/**
 * What the lowers show where a job changed something: each path, and all that lies below a directory which is gone or
 * something else now. `changes` are those of this part, sorted.
 */
export function* readBase(
  part: Part,
  changes: readonly Change[],
  { check }: BaseOptions = {},
): Generator<BaseItem> {
  using trees = new PartTrees(part);
  const reader = new BaseReader(trees, new Lowers(trees, part), part.at);
  for (const change of changes) {
    check?.();
    if (change.before === undefined) yield { path: change.path, item: undefined, change, open: openNothing };
    else yield* reader.read(change);
  }
}

function openNothing(): never {
  throw new Error('There is nothing to open');
}

class BaseReader {
  readonly #trees: PartTrees;
  readonly #lowers: Lowers;
  readonly #at: RawPath;
  #parent: { readonly path: RawPath; readonly stack: LowerStack } | undefined;

  constructor(trees: PartTrees, lowers: Lowers, at: RawPath) {
    this.#trees = trees;
    this.#lowers = lowers;
    this.#at = at;
  }

  *read(change: Change): Generator<BaseItem> {
    const path = (this.#at === '' ? change.path : change.path.slice(this.#at.length + 1)) as RawPath;
    if (path === '') {
      yield this.#found(path, this.#root(), change);
      return;
    }
    const { parent, name } = splitRaw(path);
    const shown = this.#lowers.lookup(this.#stackOf(parent), name);
    if (shown === undefined) return;
    yield this.#found(path, shown.item, change);
    const isGone = change.kind === 'deleted' || change.kind === 'replaced';
    if (isGone && shown.item.entry.type === 'directory') yield* this.#below(path, shown.stack);
  }

  *#below(path: RawPath, stack: LowerStack): Generator<BaseItem> {
    const pending = [{ path, stack }];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      for (const name of this.#lowers.namesIn(at.stack)) {
        const shown = this.#lowers.lookup(at.stack, name);
        if (shown === undefined) continue;
        const child = joinRaw(at.path, name);
        yield this.#found(child, shown.item, undefined);
        if (shown.item.entry.type === 'directory') pending.push({ path: child, stack: shown.stack });
      }
      this.#trees.forgetListings();
    }
  }

  #found(path: RawPath, item: PartItem, change: Change | undefined): BaseItem {
    return { path: joinRaw(this.#at, path), item, change, open: () => this.#trees.findFile(item) };
  }

  #root(): PartItem {
    return this.#trees.readItem({ tree: UPPER_TREE + 1, path: ROOT_PATH }, { name: ROOT_PATH });
  }

  #stackOf(parent: RawPath): LowerStack {
    if (this.#parent?.path !== parent) {
      this.#trees.forgetListings();
      this.#parent = { path: parent, stack: this.#lowers.resolve(parent) };
    }
    return this.#parent.stack;
  }
}
