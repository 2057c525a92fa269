import { compareRaw, type RawPath, splitRaw } from '../base/bytes-path.js';
import type { Judged, Sides } from './compare-views.js';
import type { PartItem } from './part-trees.js';
import type { ViewDirectory } from './view.js';
import { walkView } from './walk-view.js';

/** The names of each inode that has several, on one side. */
type Groups = Map<string, Set<RawPath>>;

// With all of them, the list of a file with 60,000 names would hold 3.6 billion.
const NAMES_LISTED = 64;

/** The first names of the others, and how many others there are. */
interface OtherNames {
  readonly names: readonly RawPath[];
  readonly count: number;
}

const NO_OTHERS: OtherNames = { names: [], count: 0 };

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
  // Each name of a group asks the same: without these the 60,000 names of one file would be compared with each other.
  readonly #sorted = new Map<string, readonly RawPath[]>();
  readonly #asTheyWere = new Map<string, ReadonlySet<RawPath>>();
  readonly #compared = new Map<string, boolean>();

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

  /** The other names of a path's inode in the view, sorted: the first of them where there are many. */
  otherNames({ path, after }: Judged): OtherNames {
    if (!isLinked(after)) return NO_OTHERS;
    const names = this.#sortedNames(keyOf(after));
    const others = names.slice(0, NAMES_LISTED + 1).filter((name) => name !== path);
    return { names: others.slice(0, NAMES_LISTED), count: Math.max(names.length - 1, 0) };
  }

  /** Whether an equal file gained a name it did not have; or, where that counts, lost one that is still as it was. */
  isRegrouped({ path, before, after }: Judged): boolean {
    if (!before || !after || after.entry.type === 'directory') return false;
    const [now, was] = [groupOf(this.#view, after), groupOf(this.#base, before)];
    if (now && was) return this.#compareOnce(now, was);
    // A name alone in its group is the one that both sides have.
    if (now) return now.names.size > 1;
    return was !== undefined && this.#countsLosses && hasOtherThan(path, this.#namesAsTheyWere(was));
  }

  #compareOnce(now: Group, was: Group): boolean {
    const key = `${now.key} ${was.key}`;
    const known = this.#compared.get(key);
    if (known !== undefined) return known;
    const differs =
      [...now.names].some((name) => !was.names.has(name)) ||
      (this.#countsLosses && [...this.#namesAsTheyWere(was)].some((name) => !now.names.has(name)));
    this.#compared.set(key, differs);
    return differs;
  }

  #namesAsTheyWere({ key, names }: Group): ReadonlySet<RawPath> {
    const known = this.#asTheyWere.get(key);
    if (known) return known;
    const found = new Set([...names].filter((name) => this.#isAsItWas(name)));
    this.#asTheyWere.set(key, found);
    return found;
  }

  #sortedNames(key: string): readonly RawPath[] {
    const known = this.#sorted.get(key);
    if (known) return known;
    const sorted = [...(this.#view.get(key) ?? [])].sort(compareRaw);
    this.#sorted.set(key, sorted);
    return sorted;
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

interface Group {
  readonly key: string;
  readonly names: ReadonlySet<RawPath>;
}

function groupOf(groups: Groups, item: PartItem): Group | undefined {
  const key = keyOf(item);
  const names = isLinked(item) ? groups.get(key) : undefined;
  return names && { key, names };
}

function hasOtherThan(path: RawPath, names: ReadonlySet<RawPath>): boolean {
  return names.size > (names.has(path) ? 1 : 0);
}

function isPartial(groups: Groups, item: PartItem): boolean {
  return isLinked(item) && (groups.get(keyOf(item))?.size ?? 0) < item.stat.nlink;
}
