import { componentsOf, quoteRaw, ROOT_PATH } from '../base/bytes-path.js';
import { LayoverError } from '../base/errors.js';
import { isWhiteout } from '../tree/marks.js';
import { hasOpaqueRoot } from './lowers.js';
import { UPPER_TREE, WHITEOUT_PREFIX } from './part-trees.js';
/** What the job sees: the upper over the lowers, the upper's own marks obeyed. */
export class View {
  #trees;
  #lowers;
  #marks;
  constructor(trees, lowers, marks) {
    this.#trees = trees;
    this.#lowers = lowers;
    this.#marks = marks;
  }
  /** A `plain` upper is a whole copy: nothing shows through it. */
  root() {
    const isBare =
      this.#marks === 'plain' || hasOpaqueRoot(this.#trees, { tree: UPPER_TREE, marks: this.#marks });
    return { path: ROOT_PATH, isInUpper: true, stack: isBare ? [] : this.#lowers.root };
  }
  /** The upper's own names in a directory: those it shows, and those it deletes. */
  upperNames({ path, isInUpper }) {
    const shown = new Map();
    const deleted = new Set();
    if (!isInUpper) return { shown, deleted };
    for (const [name, stat] of this.#trees.readStats({ tree: UPPER_TREE, path })) {
      if (this.#marks === 'fuse' && name.startsWith(WHITEOUT_PREFIX)) {
        deleted.add(name.slice(WHITEOUT_PREFIX.length));
      } else if (this.#marks !== 'plain' && isWhiteout(stat)) deleted.add(name);
      else shown.set(name, stat);
    }
    return { shown, deleted };
  }
  /** Every name the upper or the stack has in a directory, those that turn out to be hidden included. */
  namesIn({ stack }, upper) {
    const names = this.#lowers.namesIn(stack);
    for (const name of upper.shown.keys()) names.add(name);
    return names;
  }
  /** What `name` is in a directory. `below` is what the directory's stack shows under that name, if it is known. */
  show(directory, name, { upper, below }) {
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
  #throughUpper(directory, { item, lookup }) {
    const { redirect } = item.marks;
    if (redirect === undefined) return lookup()?.stack ?? [];
    if (this.#marks !== 'trusted' || !isRedirect(redirect)) throw strangeMark(item, 'redirect');
    if (redirect.startsWith('/')) return this.#lowers.resolve(redirect.slice(1));
    return this.#lowers.lookup(directory.stack, redirect)?.stack ?? [];
  }
}
// As the kernel writes them: one name of the same directory, or a path from the root of the lowers.
function isRedirect(redirect) {
  const names = componentsOf(redirect.startsWith('/') ? redirect.slice(1) : redirect);
  if (names.length === 0 || (names.length > 1 && !redirect.startsWith('/'))) return false;
  return names.every((name) => name !== '' && name !== '.' && name !== '..');
}
function refuseMetacopy(item) {
  if (item.marks.metacopy) throw strangeMark(item, 'metacopy');
}
function strangeMark({ entry: { source } }, mark) {
  const what = `The upper ${quoteRaw(source.root)} carries the overlay mark "${mark}" at ${quoteRaw(source.path)}`;
  return new LayoverError('LAYOVER_OVERLAY_MARK', `${what}, which the mounts of layover never make`, {
    hint: 'Something else wrote to this upper; discard the job.',
  });
}
//# sourceMappingURL=view.js.map
