/** What the layers below one in the making show together: what it deletes from, links to, and lies on. */
import { componentsOf, ROOT_PATH, splitRaw } from '../../../base/bytes-path.js';
export class LowerView {
  #root;
  /** Undefined while there is no layer. */
  get root() {
    return this.#root;
  }
  find(path) {
    let node = this.#root;
    for (const name of componentsOf(path)) node = node?.children?.get(name);
    return node;
  }
  /** Puts a layer, whose entries are in the order of a manifest, on top. */
  add(entries, root) {
    const inodes = new Map();
    for (const entry of entries) {
      const { path } = entry;
      if (entry.kind === 'deleted') this.#siblings(path)?.delete(splitRaw(path).name);
      else if (entry.kind === 'link') this.#place(path, linked(inodes.get(entry.to), path));
      else {
        const inode = { object: entry.object, source: { root, path }, names: [path] };
        if (entry.object.type === 'directory') this.#placeDirectory(path, inode, entry.isOpaque === true);
        else {
          inodes.set(path, inode);
          this.#place(path, { inode });
        }
      }
    }
  }
  #placeDirectory(path, inode, isOpaque) {
    const present = this.find(path);
    if (present?.children !== undefined && !isOpaque) present.inode = inode;
    else if (path === ROOT_PATH) this.#root = { inode, children: new Map() };
    else this.#place(path, { inode, children: new Map() });
  }
  #place(path, node) {
    this.#siblings(path)?.set(splitRaw(path).name, node);
  }
  #siblings(path) {
    return this.find(splitRaw(path).parent)?.children;
  }
}
function linked(inode, path) {
  if (inode === undefined) throw new Error(`The first name of ${path} comes after it`);
  inode.names.push(path);
  return { inode };
}
//# sourceMappingURL=lower-view.js.map
