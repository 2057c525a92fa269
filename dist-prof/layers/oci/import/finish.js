/** From a layer's tree, once all members are unpacked, to its entries; and on disk what only then is known. */
import { joinRaw, ROOT_PATH } from '../../../base/bytes-path.js';
import { explaining, finishDirectories } from '../../stage.js';

/** A directory that no member describes, and no layer below either. */
const IMPLIED_DIRECTORY = {
  type: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  mtimeNs: 0n,
  xattrs: [],
};
/** The entries in the order of a manifest. Whiteouts, opaque marks and the attributes of directories are on disk then. */
export function finishLayer(tree, options) {
  const { writer, view, check } = options;
  const lower = view === undefined ? 'unknown' : view.root;
  hideRoot(tree.root, lower);
  const finisher = new Finisher(writer);
  const pending = [{ path: ROOT_PATH, node: tree.root, lower }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    check();
    pending.push(...finisher.finish(next).reverse());
  }
  options.onFiles(finisher.entries);
  finishDirectories(writer, finisher.entries);
  return finisher.entries;
}
class Finisher {
  entries = [];
  #writer;
  /** The first path of each inode. */
  #firsts = new Map();
  constructor(writer) {
    this.#writer = writer;
  }
  /** What comes after it, in order: what a directory holds. */
  finish(next) {
    const { path, node, lower } = next;
    if (node.children !== undefined) return this.#finishDirectory(next, node.children);
    if (node.inode !== undefined && !this.#dropHiddenCopy(next)) {
      this.#addObject(path, node.inode);
    } else if (node.hidesLower && lower !== undefined) {
      explaining(path, () => this.#writer.makeWhiteout(path));
      this.entries.push({ kind: 'deleted', path });
    }
    return [];
  }
  #finishDirectory({ path, node, lower }, children) {
    const isOpaque = path !== ROOT_PATH && isInTheWay(node, lower);
    const below = node.hidesLower && path !== ROOT_PATH ? undefined : lower;
    const object = node.inode?.object ?? impliedBy(below);
    this.entries.push({ kind: 'object', path, object, ...(isOpaque && { isOpaque }) });
    const names = [...children.keys()].sort();
    return names.flatMap((name) => {
      const child = children.get(name);
      return child === undefined
        ? []
        : { path: joinRaw(path, name), node: child, lower: childOf(below, name) };
    });
  }
  /** A copy from below whose own name is deleted was only needed for the links to it. */
  #dropHiddenCopy({ path, node, lower }) {
    if (!node.isLowerCopy || (!node.hidesLower && lower !== undefined)) return false;
    explaining(path, () => this.#writer.remove(path));
    return true;
  }
  #addObject(path, inode) {
    const first = this.#firsts.get(inode);
    if (first !== undefined) {
      this.entries.push({ kind: 'link', path, to: first });
      return;
    }
    this.#firsts.set(inode, path);
    const { object, sha256 } = inode;
    this.entries.push({ kind: 'object', path, object, ...(sha256 !== undefined && { sha256 }) });
  }
}
/** The root of an overlay cannot be opaque: so all that lies below it is deleted by name. */
function hideRoot(root, lower) {
  if (!root.hidesLower || lower === undefined || lower === 'unknown') return;
  root.children ??= new Map();
  for (const name of lower.children?.keys() ?? []) {
    const present = root.children.get(name);
    if (present !== undefined) present.hidesLower = true;
    else root.children.set(name, { hidesLower: true, isLowerCopy: false });
  }
}
/** Whether a directory has to hide what is under its name below: it was said to, or that is no directory. */
function isInTheWay({ hidesLower }, lower) {
  if (lower === undefined) return false;
  return lower === 'unknown' ? hidesLower : hidesLower || lower.children === undefined;
}
function impliedBy(lower) {
  if (lower === undefined || lower === 'unknown' || lower.children === undefined) return IMPLIED_DIRECTORY;
  return lower.inode.object;
}
function childOf(lower, name) {
  return lower === 'unknown' ? lower : lower?.children?.get(name);
}
//# sourceMappingURL=finish.js.map
