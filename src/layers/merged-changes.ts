/** Several layers as one: what each says about a path, joined so that the result lies on anything as they all would. */
import { componentsOf, type HostPath, joinRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import type { LayerEntry, LayerObject } from './manifest.js';

/** An object of one of the layers. Names of one inode share it. */
export interface MergedObject {
  readonly object: LayerObject;
  readonly sha256?: string | undefined;
  /** Where it lies: the tree of its layer, and its place there. */
  readonly root: HostPath;
  readonly path: RawPath;
}

/** Without an object the path is deleted. */
interface Node {
  readonly merged?: MergedObject | undefined;
  /** Of a directory: hides what lies below. */
  isOpaque: boolean;
  readonly children?: Map<RawPath, Node> | undefined;
}

/** A path of the result, in the order of a manifest. */
export interface MergedPath {
  readonly path: RawPath;
  readonly merged?: MergedObject | undefined;
  readonly isOpaque: boolean;
}

export class MergedChanges {
  #root: Node | undefined;

  /** Puts a layer, whose entries are in the order of a manifest, on top. */
  add(entries: readonly LayerEntry[], root: HostPath): void {
    const objects = new Map<RawPath, MergedObject>();
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
  *paths({ isLowest }: { readonly isLowest: boolean }): Generator<MergedPath> {
    const pending: Array<{ readonly path: RawPath; readonly node: Node }> = [];
    if (this.#root !== undefined) pending.push({ path: ROOT_PATH, node: this.#root });
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { path, node } = next;
      if (node.merged !== undefined || !isLowest)
        yield { path, merged: node.merged, isOpaque: node.isOpaque && !isLowest };
      const names = [...(node.children ?? [])].sort(([left], [right]) => (left < right ? 1 : -1));
      for (const [name, child] of names) pending.push({ path: joinRaw(path, name), node: child });
    }
  }

  #put(path: RawPath, above: Node): void {
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

function nodeOf(merged: MergedObject | undefined, isOpaque = false): Node {
  if (merged === undefined) throw new Error('A layer has a link before its first name');
  const isDirectory = merged.object.type === 'directory';
  return { merged, isOpaque, ...(isDirectory && { children: new Map() }) };
}

/** An overlay looks no further down than to what is no directory: one above it hides all the rest. */
function join(below: Node | undefined, above: Node): Node {
  if (above.children === undefined || below === undefined || above.isOpaque) return above;
  if (below.children === undefined) return { ...above, isOpaque: true };
  return { ...above, isOpaque: below.isOpaque, children: below.children };
}
