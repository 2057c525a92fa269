import { compareRaw, splitRaw } from '../base/bytes-path.js';
import { walkView } from './walk-view.js';

// With all of them, the list of a file with 60,000 names would hold 3.6 billion.
const NAMES_LISTED = 64;
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
  #view = new Map();
  #base = new Map();
  #judged = new Map();
  #untouched = new Map();
  #countsLosses;
  // Each name of a group asks the same: without these the 60,000 names of one file would be compared with each other.
  #sorted = new Map();
  #asTheyWere = new Map();
  #compared = new Map();
  constructor(sides, { judged, check, countsLosses }) {
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
  untouched() {
    return [...this.#untouched.values()];
  }
  /** The other names of a path's inode in the view, sorted: the first of them where there are many. */
  otherNames({ path, after }) {
    const names = isLinked(after) ? this.#sortedNames(keyOf(after)) : [];
    const others = names.slice(0, NAMES_LISTED + 1).filter((name) => name !== path);
    return { names: others.slice(0, NAMES_LISTED), count: Math.max(names.length - 1, 0) };
  }
  /** Whether an equal file gained a name it did not have; or, where that counts, lost one that is still as it was. */
  isRegrouped({ path, before, after }) {
    if (!before || !after || after.entry.type === 'directory') return false;
    const [now, was] = [groupOf(this.#view, after), groupOf(this.#base, before)];
    if (now && was) return this.#compareOnce(now, was);
    // A name alone in its group is the one that both sides have.
    if (now) return now.names.size > 1;
    return was !== undefined && this.#countsLosses && hasOtherThan(path, this.#namesAsTheyWere(was));
  }
  #compareOnce(now, was) {
    const key = `${now.key} ${was.key}`;
    const known = this.#compared.get(key);
    if (known !== undefined) return known;
    const differs =
      [...now.names].some((name) => !was.names.has(name)) ||
      (this.#countsLosses && [...this.#namesAsTheyWere(was)].some((name) => !now.names.has(name)));
    this.#compared.set(key, differs);
    return differs;
  }
  #namesAsTheyWere({ key, names }) {
    const known = this.#asTheyWere.get(key);
    if (known) return known;
    const found = new Set([...names].filter((name) => this.#isAsItWas(name)));
    this.#asTheyWere.set(key, found);
    return found;
  }
  #sortedNames(key) {
    const known = this.#sorted.get(key);
    if (known) return known;
    const sorted = [...(this.#view.get(key) ?? [])].sort(compareRaw);
    this.#sorted.set(key, sorted);
    return sorted;
  }
  #isAsItWas(name) {
    const judged = this.#judged.get(name);
    if (judged) return judged.kind === undefined;
    for (let { parent } = splitRaw(name); parent !== ''; { parent } = splitRaw(parent)) {
      const above = this.#judged.get(parent);
      if (above && above.after?.entry.type !== 'directory') return false;
    }
    return true;
  }
  // The upper was read as a whole; a lower's file may have more names in the view than those looked at.
  #completeView(sides, { linked, check }) {
    const wanted = new Set();
    for (const { after } of linked)
      if (after && after.tree > 0 && isPartial(this.#view, after)) wanted.add(keyOf(after));
    this.#complete(sides, { groups: this.#view, from: sides.view.root(), wanted, check });
  }
  #completeBase(sides, { linked, check }) {
    const wanted = new Set();
    for (const { kind, before, after } of linked) {
      const hasMoved = kind === undefined && before && after && keyOf(before) !== keyOf(after);
      if (hasMoved && isPartial(this.#base, before)) wanted.add(keyOf(before));
    }
    const from = { ...sides.view.root(), isInUpper: false, stack: sides.lowers.root };
    this.#complete(sides, { groups: this.#base, from, wanted, check });
  }
  #complete({ view, trees }, { groups, from, wanted, check }) {
    if (wanted.size === 0) return;
    for (const { path, item } of walkView({ view, trees, check }, from)) {
      if (!wanted.has(keyOf(item))) continue;
      addName(groups, path, item);
      if (!this.#judged.has(path) && this.#isAsItWas(path)) this.#addUntouched(path, item);
    }
  }
  // Such a name is the same object on both sides.
  #addUntouched(path, item) {
    this.#untouched.set(path, { path, kind: undefined, before: item, after: item });
    addName(this.#view, path, item);
    addName(this.#base, path, item);
  }
}
function isLinked(item) {
  return item !== undefined && item.entry.type !== 'directory' && item.stat.nlink > 1;
}
// Without the tree: lowers on one file system may share an inode, and a job sees it as one.
function keyOf({ stat }) {
  return `${stat.dev}:${stat.ino}`;
}
function addName(groups, path, item) {
  if (!isLinked(item)) return;
  const names = groups.get(keyOf(item));
  if (names) names.add(path);
  else groups.set(keyOf(item), new Set([path]));
}
function groupOf(groups, item) {
  const key = keyOf(item);
  const names = isLinked(item) ? groups.get(key) : undefined;
  return names && { key, names };
}
function hasOtherThan(path, names) {
  return names.size > (names.has(path) ? 1 : 0);
}
function isPartial(groups, item) {
  return isLinked(item) && (groups.get(keyOf(item))?.size ?? 0) < item.stat.nlink;
}
//# sourceMappingURL=link-groups.js.map
