/** A layer in the making, as far as its members have come: what is there, by whose word, and what is said to be gone. */
import { componentsOf, joinRaw, quoteRaw, ROOT_PATH, splitRaw } from '../../../base/bytes-path.js';
import { invalidTar } from '../../../tar/invalid.js';
export class LayerTree {
  root = { hidesLower: false, isLowerCopy: false, children: new Map() };
  #makeDirectory;
  constructor(makeDirectory) {
    this.#makeDirectory = makeDirectory;
  }
  /** Undefined where no member has spoken of it. */
  find(path) {
    let node = this.root;
    for (const name of componentsOf(path)) node = node?.children?.get(name);
    return node;
  }
  /** Whether something that `path` leads through is no directory. */
  isBlocked(path) {
    let node = this.root;
    for (const name of componentsOf(splitRaw(path).parent)) {
      node = node?.children?.get(name);
      if (node?.inode !== undefined && node.children === undefined) return true;
    }
    return false;
  }
  /** Whether this layer has something at `path` itself, or hides what the layers below have there. */
  isCovered(path) {
    const node = this.find(path);
    if (node?.inode !== undefined || this.isBlocked(path)) return true;
    let above = this.root;
    let isHidden = above.hidesLower;
    for (const name of componentsOf(path)) {
      above = above?.children?.get(name);
      isHidden ||= above?.hidesLower === true;
    }
    return isHidden;
  }
  /** The node of `path`, made where absent, the directories above it included. */
  ensure(path) {
    if (path === ROOT_PATH) return this.root;
    const { parent, name } = splitRaw(path);
    const siblings = this.ensureDirectory(parent);
    const present = siblings.get(name);
    if (present !== undefined) return present;
    const node = { hidesLower: false, isLowerCopy: false };
    siblings.set(name, node);
    return node;
  }
  /** What is in the directory `path`, which is made where absent. */
  ensureDirectory(path) {
    let [at, children] = [ROOT_PATH, childrenOf(this.root)];
    for (const name of componentsOf(path)) {
      at = joinRaw(at, name);
      const node = children.get(name) ?? { hidesLower: false, isLowerCopy: false };
      children.set(name, node);
      children = this.#open(node, at, path);
    }
    return children;
  }
  #open(node, at, wanted) {
    if (node.children !== undefined) return node.children;
    if (node.inode !== undefined) {
      const what = `the layer has a ${node.inode.object.type} there`;
      throw invalidTar(`a member lies in ${quoteRaw(wanted)}, and ${quoteRaw(at)} is no directory: ${what}`);
    }
    this.#makeDirectory(at);
    node.children = new Map();
    return node.children;
  }
}
function childrenOf(node) {
  node.children ??= new Map();
  return node.children;
}
//# sourceMappingURL=layer-tree.js.map
