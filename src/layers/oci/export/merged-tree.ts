import { componentsOf, joinRaw, type RawPath, ROOT_PATH } from '../../../base/bytes-path.js';
import type { Entry } from '../../../tree/entry.js';
import type { ExportEntry } from './entries.js';

/** One name of a merged tree. Names of one inode share their `entry`. */
interface Node {
  readonly entry: Entry;
  readonly children: Map<RawPath, Node>;
}

/** What layers show together: each is applied on top of those before. */
export class MergedTree {
  #root: Node | undefined;

  apply(entries: readonly ExportEntry[]): void {
    for (const entry of entries) this.#applyOne(entry);
  }

  /** The names in the directory `path`, each with whether it is a directory; none where there is no such directory. */
  namesIn(path: RawPath): ReadonlyMap<RawPath, { readonly isDirectory: boolean }> {
    const names = [...(this.#find(path)?.children ?? [])];
    return new Map(names.map(([name, node]) => [name, { isDirectory: isDirectory(node) }]));
  }

  /** All of it as one layer that lies on nothing. */
  entries(): ExportEntry[] {
    const entries: ExportEntry[] = [];
    const firsts = new Map<Entry, RawPath>();
    if (this.#root !== undefined) collect(this.#root, ROOT_PATH, { entries, firsts });
    return entries;
  }

  #applyOne(entry: ExportEntry): void {
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

  #find(path: RawPath): Node | undefined {
    return this.#walk(componentsOf(path));
  }

  #walk(names: readonly RawPath[]): Node | undefined {
    let node = this.#root;
    for (const name of names) node = node?.children.get(name);
    return node;
  }
}

/** Only a directory that is not opaque keeps what a directory in its place had in it. */
function merge(below: Node | undefined, above: Exclude<ExportEntry, { kind: 'deleted' }>): Node {
  const keeps = above.kind === 'object' && above.entry.type === 'directory' && !above.isOpaque;
  const children = keeps && below !== undefined ? below.children : new Map<RawPath, Node>();
  return { entry: above.entry, children };
}

interface Collected {
  readonly entries: ExportEntry[];
  readonly firsts: Map<Entry, RawPath>;
}

function collect({ entry, children }: Node, path: RawPath, collected: Collected): void {
  const { entries, firsts } = collected;
  const first = entry.type === 'directory' ? undefined : firsts.get(entry);
  if (first !== undefined) entries.push({ kind: 'link', path, to: first, entry });
  else entries.push({ kind: 'object', path, entry, isOpaque: false });
  firsts.set(entry, first ?? path);
  for (const [name, child] of [...children].sort(byName)) collect(child, joinRaw(path, name), collected);
}

function byName([left]: readonly [RawPath, Node], [right]: readonly [RawPath, Node]): number {
  return left < right ? -1 : 1;
}

function isDirectory({ entry }: Node): boolean {
  return entry.type === 'directory';
}
