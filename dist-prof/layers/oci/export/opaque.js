import { compareRaw, joinRaw, splitRaw } from '../../../base/bytes-path.js';
/**
 * The same layer with a deletion for each name that its opaque directories hide, as OCI recommends (image-spec
 * layer.md, "Opaque Whiteout"): not every reader takes the marker well. A directory that is on both sides is not
 * deleted, since some readers would then show what was in it: what is in it is deleted, name by name.
 */
export function spellOutOpaque(entries, below) {
  if (!entries.some((entry) => entry.kind === 'object' && entry.isOpaque)) return entries;
  const children = childrenOf(entries);
  const added = [];
  const hide = (directory) => {
    const own = children.get(directory);
    for (const [name, { isDirectory }] of below.namesIn(directory)) {
      const path = joinRaw(directory, name);
      const kind = own?.get(path);
      if (kind === undefined) added.push({ kind: 'deleted', path });
      else if (kind === 'directory' && isDirectory) hide(path);
    }
  };
  const plain = entries.map((entry) => {
    if (entry.kind !== 'object' || !entry.isOpaque) return entry;
    hide(entry.path);
    return { ...entry, isOpaque: false };
  });
  return added.length === 0 ? plain : dedupe([...plain, ...added].sort((a, b) => compareRaw(a.path, b.path)));
}
/** What the layer itself has in each directory; what it deletes is nothing. */
function childrenOf(entries) {
  const children = new Map();
  for (const entry of entries) {
    if (entry.kind === 'deleted' || entry.path === '') continue;
    const { parent } = splitRaw(entry.path);
    const own = children.get(parent) ?? new Map();
    children.set(parent, own);
    own.set(entry.path, entry.entry.type === 'directory' ? 'directory' : 'other');
  }
  return children;
}
// An opaque directory within another hides what the outer one hides too, and a layer may say so by itself.
function dedupe(sorted) {
  return sorted.filter((entry, at) => entry.kind !== 'deleted' || sorted[at - 1]?.path !== entry.path);
}
//# sourceMappingURL=opaque.js.map
