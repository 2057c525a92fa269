import { componentsOf, joinRaw, ROOT_PATH } from '../../../base/bytes-path.js';
/** What layers show together: each is applied on top of those before. */
export class MergedTree {
  #root;
  apply(entries) {
    for (const entry of entries) this.#applyOne(entry);
  }
  /** The names in the directory `path`, each with whether it is a directory; none where there is no such directory. */
  namesIn(path) {
    const names = [...(this.#find(path)?.children ?? [])];
    return new Map(names.map(([name, node]) => [name, { isDirectory: isDirectory(node) }]));
  }
  /** All of it as one layer that lies on nothing. */
  entries() {
    const entries = [];
    const firsts = new Map();
    if (this.#root !== undefined) collect(this.#root, ROOT_PATH, { entries, firsts });
    return entries;
  }
  #applyOne(entry) {
    const names = componentsOf(entry.path);
    const name = names.pop();
    if (name === undefined) {
      if (entry.kind === 'object') this.#root = merge(this.#root, entry);
      return;
    }
    const parent = this.#walk(names);
    if (parent === undefined) return;
    if (entry.kind === 'deleted') parent.children.delete(name);
    else parent.children.set(name, merge(parent.children.get(name), entry));
  }
  #find(path) {
    return this.#walk(componentsOf(path));
  }
  #walk(names) {
    let node = this.#root;
    for (const name of names) node = node?.children.get(name);
    return node;
  }
}
/** Only a directory that is not opaque keeps what a directory in its place had in it. */
function merge(below, above) {
  const keeps = above.kind === 'object' && above.entry.type === 'directory' && !above.isOpaque;
  const children = keeps && below !== undefined ? below.children : new Map();
  return { entry: above.entry, children };
}
function collect({ entry, children }, path, collected) {
  const { entries, firsts } = collected;
  const first = entry.type === 'directory' ? undefined : firsts.get(entry);
  if (first !== undefined) entries.push({ kind: 'link', path, to: first, entry });
  else entries.push({ kind: 'object', path, entry, isOpaque: false });
  firsts.set(entry, first ?? path);
  for (const [name, child] of [...children].sort(byName)) collect(child, joinRaw(path, name), collected);
}
function byName([left], [right]) {
  return left < right ? -1 : 1;
}
function isDirectory({ entry }) {
  return entry.type === 'directory';
}
//# sourceMappingURL=merged-tree.js.map
