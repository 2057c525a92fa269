import type { ExportEntry } from './entries.js';
import type { MergedTree } from './merged-tree.js';
/**
 * The same layer with a deletion for each name that its opaque directories hide, as OCI recommends (image-spec
 * layer.md, "Opaque Whiteout"): not every reader takes the marker well. A directory that is on both sides is not
 * deleted, since some readers would then show what was in it: what is in it is deleted, name by name.
 */
export declare function spellOutOpaque(
  entries: readonly ExportEntry[],
  below: MergedTree,
): readonly ExportEntry[];
