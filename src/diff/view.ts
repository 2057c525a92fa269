import { componentsOf, quoteRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import type { Stat } from '../native/syscalls.js';
import type { Part } from '../overlay/part.js';
import { isWhiteout } from '../tree/marks.js';
import { hasOpaqueRoot, type LowerStack, type Lowers, type Shown } from './lowers.js';
import { type PartItem, type PartTrees, UPPER_TREE, WHITEOUT_PREFIX } from './part-trees.js';

/**
 * One directory as a view merges it. What the upper has of it lies at the view's own path; what the lowers
 * show through it may lie elsewhere (a renamed directory) or nowhere (an opaque one).
 */
export interface ViewDirectory {
  readonly path: RawPath;
  readonly isInUpper: boolean;
  readonly stack: LowerStack;
}

export interface ShownInView extends Shown {
  readonly isInUpper: boolean;
}

/** The names of one directory of the view, with what the upper has under them. */
export interface UpperNames {
  readonly shown: ReadonlyMap<RawPath, Stat>;
  readonly deleted: ReadonlySet<RawPath>;
}

/** What the job sees: the upper over the lowers, the upper's own marks obeyed. */
export class View {
  readonly #trees: PartTrees;
  readonly #lowers: Lowers;
  readonly #marks: Part['marks'];

  constructor(trees: PartTrees, lowers: Lowers, marks: Part['marks']) {
    this.#trees = trees;
    this.#lowers = lowers;
    this.#marks = marks;
  }

  /** A `plain` upper is a whole copy: nothing shows through it. */
  root(): ViewDirectory {
    const isBare =
      this.#marks === 'plain' || hasOpaqueRoot(this.#trees, { tree: UPPER_TREE, marks: this.#marks });
    return { path: ROOT_PATH, isInUpper: true, stack: isBare ? [] : this.#lowers.root };
  }

  /** The upper's own names in a directory: those it shows, and those it deletes. */
  upperNames({ path, isInUpper }: ViewDirectory): UpperNames {
    const shown = new Map<RawPath, Stat>();
    const deleted = new Set<RawPath>();
    if (!isInUpper) return { shown, deleted };
    for (const [name, stat] of this.#trees.readStats({ tree: UPPER_TREE, path })) {
      if (this.#marks === 'fuse' && name.startsWith(WHITEOUT_PREFIX)) {
        deleted.add(name.slice(WHITEOUT_PREFIX.length) as RawPath);
      } else if (this.#marks !== 'plain' && isWhiteout(stat)) deleted.add(name);
      else shown.set(name, stat);
    }
    return { shown, deleted };
  }

  /** Every name the upper or the stack has in a directory, those that turn out to be hidden included. */
  namesIn({ stack }: ViewDirectory, upper: UpperNames): Set<RawPath> {
    const names = this.#lowers.namesIn(stack);
    for (const name of upper.shown.keys()) names.add(name);
    return names;
  }

  /** What `name` is in a directory. `below` is what the directory's stack shows under that name, if it is known. */
  show(directory: ViewDirectory, name: RawPath, { upper, below }: ShowHints): ShownInView | undefined {
    const stat = upper.shown.get(name);
    const lookup = below ?? (() => this.#lowers.lookup(directory.stack, name));
    if (stat === undefined) {
      const found = upper.deleted.has(name) ? undefined : lookup();
      return found && { ...found, isInUpper: false };
    }
    const item = this.#trees.readItem({ tree: UPPER_TREE, path: directory.path }, { name, stat });
    refuseMetacopy(item);
    const isBare = item.entry.type !== 'directory' || upper.deleted.has(name) || this.#trees.isOpaque(item);
    return { item, isInUpper: true, stack: isBare ? [] : this.#throughUpper(directory, { item, lookup }) };
  }

  #throughUpper(directory: ViewDirectory, { item, lookup }: { item: PartItem; lookup: Lookup }): LowerStack {
    const { redirect } = item.marks;
    if (redirect === undefined) return lookup()?.stack ?? [];
    if (this.#marks !== 'trusted' || !isRedirect(redirect)) throw strangeMark(item, 'redirect');
    if (redirect.startsWith('/')) return this.#lowers.resolve(redirect.slice(1) as RawPath);
    return this.#lowers.lookup(directory.stack, redirect)?.stack ?? [];
  }
}

type Lookup = () => Shown | undefined;

export interface ShowHints {
  readonly upper: UpperNames;
  readonly below?: Lookup | undefined;
}

// As the kernel writes them: one name of the same directory, or a path from the root of the lowers.
function isRedirect(redirect: RawPath): boolean {
  const names = componentsOf(redirect.startsWith('/') ? (redirect.slice(1) as RawPath) : redirect);
  if (names.length === 0 || (names.length > 1 && !redirect.startsWith('/'))) return false;
  return names.every((name) => name !== '' && name !== '.' && name !== '..');
}

function refuseMetacopy(item: PartItem): void {
  if (item.marks.metacopy) throw strangeMark(item, 'metacopy');
}

function strangeMark({ entry: { source } }: PartItem, mark: string): LayoverError {
  const what = `The upper ${quoteRaw(source.root)} carries the overlay mark "${mark}" at ${quoteRaw(source.path)}`;
  return new LayoverError('LAYOVER_OVERLAY_MARK', `${what}, which the mounts of layover never make`, {
    hint: 'Something else wrote to this upper; discard the job.',
  });
}
