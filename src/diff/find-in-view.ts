import { componentsOf, type RawPath } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import type { EntryType } from '../tree/entry.js';
import { Lowers } from './lowers.js';
import { PartTrees } from './part-trees.js';
import { View } from './view.js';

/** The type of what a part's view shows at `path`, from the part's own root; undefined where there is nothing. */
export function findTypeInView(part: Part, path: RawPath): EntryType | undefined {
  using trees = new PartTrees(part);
  const view = new View(trees, new Lowers(trees, part), part.marks);
  let directory = view.root();
  let type: EntryType | undefined = 'directory';
  let at = '';
  for (const name of componentsOf(path)) {
    if (type !== 'directory') return undefined;
    const shown = view.show(directory, name, { upper: view.upperNames(directory) });
    at = at === '' ? name : `${at}/${name}`;
    type = shown?.item.entry.type;
    if (shown) directory = { path: at as RawPath, isInUpper: shown.isInUpper, stack: shown.stack };
  }
  return type;
}
