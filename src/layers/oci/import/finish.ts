/** From a layer's tree, once all members are unpacked, to its entries; and on disk what only then is known. */
import { joinRaw, type RawPath, ROOT_PATH } from '../../../base/bytes-path.js';
import type { LayerEntry, LayerObject } from '../../manifest.js';
import { explaining, finishDirectories } from '../../stage.js';
import type { TreeWriter } from '../../tree-writer.js';
import type { LayerInode, LayerNode, LayerTree } from './layer-tree.js';
import type { LowerNode, LowerView } from './lower-view.js';

/** What the layers below show at a name; `unknown` where nobody knows which they will be. */
type Lower = LowerNode | 'unknown' | undefined;

/** A directory that no member describes, and no layer below either. */
const IMPLIED_DIRECTORY: LayerObject = {
  type: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  size: 0,
  mtimeNs: 0n,
  xattrs: [],
};

export interface FinishOptions {
  readonly writer: TreeWriter;
  /** Undefined where what lies below is not known: then all that is said to be deleted stays so. */
  readonly view: LowerView | undefined;
  /** Called when every file is made: what happens to directories then shows in nothing. */
  readonly onFiles: (entries: readonly LayerEntry[]) => void;
  readonly check: () => void;
}

/** The entries in the order of a manifest. Whiteouts, opaque marks and the attributes of directories are on disk then. */
export function finishLayer(tree: LayerTree, options: FinishOptions): LayerEntry[] {
  const { writer, view, check } = options;
  const lower: Lower = view === undefined ? 'unknown' : view.root;
  hideRoot(tree.root, lower);
  const finisher = new Finisher(writer);
  const pending: Pending[] = [{ path: ROOT_PATH, node: tree.root, lower }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    check();
    pending.push(...finisher.finish(next).reverse());
  }
  options.onFiles(finisher.entries);
  finishDirectories(writer, finisher.entries);
  return finisher.entries;
}

interface Pending {
  readonly path: RawPath;
  readonly node: LayerNode;
  readonly lower: Lower;
}

class Finisher {
  readonly entries: LayerEntry[] = [];
  readonly #writer: TreeWriter;
  /** The first path of each inode. */
  readonly #firsts = new Map<LayerInode, RawPath>();

  constructor(writer: TreeWriter) {
    this.#writer = writer;
  }

  /** What comes after it, in order: what a directory holds. */
  finish(next: Pending): Pending[] {
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

  #finishDirectory({ path, node, lower }: Pending, children: Map<RawPath, LayerNode>): Pending[] {
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
  #dropHiddenCopy({ path, node, lower }: Pending): boolean {
    if (!node.isLowerCopy || (!node.hidesLower && lower !== undefined)) return false;
    explaining(path, () => this.#writer.remove(path));
    return true;
  }

  #addObject(path: RawPath, inode: LayerInode): void {
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
function hideRoot(root: LayerNode, lower: Lower): void {
  if (!root.hidesLower || lower === undefined || lower === 'unknown') return;
  root.children ??= new Map();
  for (const name of lower.children?.keys() ?? []) {
    const present = root.children.get(name);
    if (present !== undefined) present.hidesLower = true;
    else root.children.set(name, { hidesLower: true, isLowerCopy: false });
  }
}

/** Whether a directory has to hide what is under its name below: it was said to, or that is no directory. */
function isInTheWay({ hidesLower }: LayerNode, lower: Lower): boolean {
  if (lower === undefined) return false;
  return lower === 'unknown' ? hidesLower : hidesLower || lower.children === undefined;
}

function impliedBy(lower: Lower): LayerObject {
  if (lower === undefined || lower === 'unknown' || lower.children === undefined) return IMPLIED_DIRECTORY;
  return lower.inode.object;
}

function childOf(lower: Lower, name: RawPath): Lower {
  return lower === 'unknown' ? lower : lower?.children?.get(name);
}
