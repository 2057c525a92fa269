import { compareRaw, type RawPath, splitRaw } from '../base/bytes-path.js';
import type { Judged, Sides } from './compare-views.js';
import type { PartItem } from './part-trees.js';
import type { ViewDirectory } from './view.js';
import { walkView } from './walk-view.js';

/** The names of each inode that has several, on one side. */
type Groups = Map<string, Set<RawPath>>;

interface GroupsInput {
  /** Every path that changed, and every equal one whose inode has several names. */
  readonly judged: readonly Judged[];
  readonly check?: (() => void) | undefined;
  readonly countsLosses: boolean;
}

/**
 * Which names share an inode, in the view and in the base.
 *
 * Names that nobody had to look at are the same on both sides, and they matter only where a changed name shares their
 * inode: a lower's file with names inside and outside a renamed directory, or a copied-up file that left its group.
 * Only then is that side walked as a whole.
 *
 * An overlay without an index takes a lower's file out of its group whenever it copies it up, if only because it was
 * opened for writing (overlayfs.rst, "Non-standard behavior"). That is the overlay's doing and no change of the job's,
 * so there a name usually counts as regrouped only for names it gained; with `countsLosses` also for those it lost.
 */
export class LinkGroups {
  readonly #view: Groups = new Map();
  readonly #base: Groups = new Map();
  readonly #judged = new Map<RawPath, Judged>();
  readonly #untouched = new Map<RawPath, Judged>();
  readonly #countsLosses: boolean;

  constructor(sides: Sides, { judged, check, countsLosses }: GroupsInput) {
    this.#countsLosses = countsLosses;
    const linked = judged.filter(({ before, after }) => isLinked(before) || isLinked(after));
    if (linked.length === 0) return;
    for (const item of judged) this.#judged.set(item.path, item);
    for (const { path, before, after } of linked) {
      addName(this.#view, path, after);
      addName(this.#base, path, before);
    }
    this.#completeView(sides, { linked, check });
    if (this.#countsLosses) this.#completeBase(sides, { linked, check });
  }

  /** Names that nobody had to look at, but whose inode has a name that somebody did. */
  untouched(): Judged[] {
    return [...this.#untouched.values()];
  }

  /** The other names of a path's inode in the view, sorted. */
  otherNames({ path, after }: Judged): RawPath[] {
    const names = isLinked(after) ? this.#view.get(keyOf(after)) : undefined;
    return [...(names ?? [])].filter((name) => name !== path).sort(compareRaw);
  }

  /** Whether an equal file gained a name it did not have; or, where that counts, lost one that is still as it was. */
  isRegrouped({ path, before, after }: Judged): boolean {
    if (!before || !after || after.entry.type === 'directory') return false;
    const now = namesOf(this.#view, path, after);
    const was = namesOf(this.#base, path, before);
    return (
      [...now].some((name) => !was.has(name)) ||
      (this.#countsLosses && [...was].some((name) => !now.has(name) && this.#isAsItWas(name)))
    );
  }

  #isAsItWas(name: RawPath): boolean {
    const judged = this.#judged.get(name);
    if (judged) return judged.kind === undefined;
    for (let { parent } = splitRaw(name); parent !== ''; { parent } = splitRaw(parent)) {
      const above = this.#judged.get(parent);
      if (above && above.after?.entry.type !== 'directory') return false;
    }
    return true;
  }

  // The upper was read as a whole; a lower's file may have more names in the view than those looked at.
  #completeView(sides: Sides, { linked, check }: { linked: Judged[]; check: GroupsInput['check'] }): void {
    const wanted = new Set<string>();
    for (const { after } of linked)
      if (after && after.tree > 0 && isPartial(this.#view, after)) wanted.add(keyOf(after));
    this.#complete(sides, { groups: this.#view, from: sides.view.root(), wanted, check });
  }

  #completeBase(sides: Sides, { linked, check }: { linked: Judged[]; check: GroupsInput['check'] }): void {
    const wanted = new Set<string>();
    for (const { kind, before, after } of linked) {
      const hasMoved = kind === undefined && before && after && keyOf(before) !== keyOf(after);
      if (hasMoved && isPartial(this.#base, before)) wanted.add(keyOf(before));
    }
    const from = { ...sides.view.root(), isInUpper: false, stack: sides.lowers.root };
    this.#complete(sides, { groups: this.#base, from, wanted, check });
  }

  #complete({ view, trees }: Sides, { groups, from, wanted, check }: Completion): void {
    if (wanted.size === 0) return;
    for (const { path, item } of walkView({ view, trees, check }, from)) {
      if (!wanted.has(keyOf(item))) continue;
      addName(groups, path, item);
      if (!this.#judged.has(path) && this.#isAsItWas(path)) this.#addUntouched(path, item);
    }
  }

  // Such a name is the same object on both sides.
  #addUntouched(path: RawPath, item: PartItem): void {
    this.#untouched.set(path, { path, kind: undefined, before: item, after: item });
    addName(this.#view, path, item);
    addName(this.#base, path, item);
  }
}

interface Completion {
  readonly groups: Groups;
  readonly from: ViewDirectory;
  readonly wanted: ReadonlySet<string>;
  readonly check: GroupsInput['check'];
}

function isLinked(item: PartItem | undefined): item is PartItem {
  return item !== undefined && item.entry.type !== 'directory' && item.stat.nlink > 1;
}

// Without the tree: lowers on one file system may share an inode, and a job sees it as one.
function keyOf({ stat }: PartItem): string {
  return `${stat.dev}:${stat.ino}`;
}

function addName(groups: Groups, path: RawPath, item: PartItem | undefined): void {
  if (!isLinked(item)) return;
  const names = groups.get(keyOf(item));
  if (names) names.add(path);
  else groups.set(keyOf(item), new Set([path]));
}

function namesOf(groups: Groups, path: RawPath, item: PartItem): ReadonlySet<RawPath> {
  return (isLinked(item) ? groups.get(keyOf(item)) : undefined) ?? new Set([path]);
}

function isPartial(groups: Groups, item: PartItem): boolean {
  return isLinked(item) && (groups.get(keyOf(item))?.size ?? 0) < item.stat.nlink;
}
