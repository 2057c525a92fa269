import { splitRaw } from '../../../base/bytes-path.js';
import { explaining } from '../../stage.js';
/**
 * Brings what a hard link leads to up from the layers below, as an overlay does: all names that it has there come
 * along, so that they stay one inode. The bytes are shared where the file system can.
 */
export class LowerCopies {
  /** Undefined where what lies below is not known. */
  view;
  #writer;
  #sources;
  #budget;
  constructor(view, { writer, sources, budget }) {
    this.view = view;
    this.#writer = writer;
    this.#sources = sources;
    this.#budget = budget;
  }
  /** Undefined where nothing is there that a link could be to. */
  copy(tree, path) {
    const inode = this.#find(tree, path)?.inode;
    if (inode === undefined || inode.object.type === 'directory') return inode;
    const { object, source } = inode;
    this.#budget.addBytes(path, object.type === 'file' ? object.size : 0);
    tree.ensureDirectory(splitRaw(path).parent);
    explaining(path, () => this.#writer.copy(path, { ...object, source }, this.#sources));
    const sha256 = object.type === 'file' ? this.#writer.digest(path, object.size) : undefined;
    const copy = { object, sha256 };
    place(tree, path, copy);
    for (const name of this.#otherNames(tree, inode, path)) {
      tree.ensureDirectory(splitRaw(name).parent);
      explaining(name, () => this.#writer.link(path, name));
      place(tree, name, copy);
    }
    return copy;
  }
  #otherNames(tree, inode, path) {
    return inode.names.filter((name) => name !== path && this.#find(tree, name)?.inode === inode);
  }
  /** What the layers below show at `path`, unless this layer has something there, or says by now that it is gone. */
  #find(tree, path) {
    return tree.isCovered(path) ? undefined : this.view?.find(path);
  }
}
function place(tree, path, inode) {
  const node = tree.ensure(path);
  node.inode = inode;
  node.isLowerCopy = true;
}
//# sourceMappingURL=lower-copies.js.map
