/** Several layers as one: what each says about a path, joined so that the result lies on anything as they all would. */
import { componentsOf, joinRaw, ROOT_PATH } from '../base/bytes-path.js';
export class MergedChanges {
  #root;
  /** Puts a layer, whose entries are in the order of a manifest, on top. */
  add(entries, root) {
    const objects = new Map();
    for (const entry of entries) {
      if (entry.kind === 'deleted') this.#put(entry.path, { isOpaque: false });
      else if (entry.kind === 'link') this.#put(entry.path, nodeOf(objects.get(entry.to)));
      else {
        const { path, object, sha256, isOpaque } = entry;
        const merged = { object, sha256, root, path };
        objects.set(path, merged);
        this.#put(path, nodeOf(merged, isOpaque));
      }
    }
  }
  /** `isLowest`: nothing lies below, so nothing needs to be hidden. */
  *paths({ isLowest }) {
    const pending = [];
    if (this.#root !== undefined) pending.push({ path: ROOT_PATH, node: this.#root });
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { path, node } = next;
      if (node.merged !== undefined || !isLowest)
        yield { path, merged: node.merged, isOpaque: node.isOpaque && !isLowest };
      const names = [...(node.children ?? [])].sort(([left], [right]) => (left < right ? 1 : -1));
      for (const [name, child] of names) pending.push({ path: joinRaw(path, name), node: child });
    }
  }
  #put(path, above) {
    const names = componentsOf(path);
    const name = names.pop();
    if (name === undefined) {
      this.#root = join(this.#root, above);
      return;
    }
    let parent = this.#root;
    for (const part of names) parent = parent?.children?.get(part);
    // Every directory above an entry is in its own manifest, and came before.
    const siblings = parent?.children;
    if (siblings === undefined) throw new Error(`A layer has ${path} and no directory above it`);
    siblings.set(name, join(siblings.get(name), above));
  }
}
function nodeOf(merged, isOpaque = false) {
  if (merged === undefined) throw new Error('A layer has a link before its first name');
  const isDirectory = merged.object.type === 'directory';
  return { merged, isOpaque, ...(isDirectory && { children: new Map() }) };
}
/** An overlay looks no further down than to what is no directory: one above it hides all the rest. */
function join(below, above) {
  if (above.children === undefined || below === undefined || above.isOpaque) return above;
  if (below.children === undefined) return { ...above, isOpaque: true };
  return { ...above, isOpaque: below.isOpaque, children: below.children };
}
//# sourceMappingURL=merged-changes.js.map
