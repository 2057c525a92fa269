/** What the layers below one in the making show together: what it deletes from, links to, and lies on. */
import { componentsOf, type HostPath, type RawPath, ROOT_PATH, splitRaw } from '../../../base/bytes-path.js';
import type { LayerEntry, LayerObject } from '../../manifest.js';

/** An object that may have several names. */
export interface LowerInode {
  readonly object: LayerObject;
  /** The tree of its layer, and its place there. */
  readonly source: { readonly root: HostPath; readonly path: RawPath };
  /** Every name it got in its layer; some may be another's by now. */
  readonly names: RawPath[];
}

export interface LowerNode {
  inode: LowerInode;
  /** Only of directories. */
  readonly children?: Map<RawPath, LowerNode>;
}

export class LowerView {
  #root: LowerNode | undefined;

  /** Undefined while there is no layer. */
  get root(): LowerNode | undefined {
    return this.#root;
  }

  find(path: RawPath): LowerNode | undefined {
    let node = this.#root;
    for (const name of componentsOf(path)) node = node?.children?.get(name);
    return node;
  }

  /** Puts a layer, whose entries are in the order of a manifest, on top. */
  add(entries: readonly LayerEntry[], root: HostPath): void {
    const inodes = new Map<RawPath, LowerInode>();
    for (const entry of entries) {
      const { path } = entry;
      if (entry.kind === 'deleted') this.#siblings(path)?.delete(splitRaw(path).name);
      else if (entry.kind === 'link') this.#place(path, linked(inodes.get(entry.to), path));
      else {
        const inode: LowerInode = { object: entry.object, source: { root, path }, names: [path] };
        if (entry.object.type === 'directory') this.#placeDirectory(path, inode, entry.isOpaque === true);
        else {
          inodes.set(path, inode);
          this.#place(path, { inode });
        }
      }
    }
  }

  #placeDirectory(path: RawPath, inode: LowerInode, isOpaque: boolean): void {
    const present = this.find(path);
    if (present?.children !== undefined && !isOpaque) present.inode = inode;
    else if (path === ROOT_PATH) this.#root = { inode, children: new Map() };
    else this.#place(path, { inode, children: new Map() });
  }

  #place(path: RawPath, node: LowerNode): void {
    this.#siblings(path)?.set(splitRaw(path).name, node);
  }

  #siblings(path: RawPath): Map<RawPath, LowerNode> | undefined {
    return this.find(splitRaw(path).parent)?.children;
  }
}

function linked(inode: LowerInode | undefined, path: RawPath): LowerNode {
  if (inode === undefined) throw new Error(`The first name of ${path} comes after it`);
  inode.names.push(path);
  return { inode };
}
