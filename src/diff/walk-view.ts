import { joinRaw, type RawPath } from '../base/bytes-path.js';
import type { PartItem, PartTrees } from './part-trees.js';
import type { View, ViewDirectory } from './view.js';

interface WalkContext {
  readonly view: View;
  readonly trees: PartTrees;
  /** Called once for each directory; throws to stop. */
  readonly check?: (() => void) | undefined;
}

/** Yields everything below a directory of the view, a directory's own entry before its content. */
export function* walkView(
  { view, trees, check }: WalkContext,
  from: ViewDirectory,
): Generator<{ path: RawPath; item: PartItem }> {
  const directories = [from];
  for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
    check?.();
    const upper = view.upperNames(directory);
    for (const name of view.namesIn(directory, upper)) {
      const shown = view.show(directory, name, { upper });
      if (shown === undefined) continue;
      const path = joinRaw(directory.path, name);
      yield { path, item: shown.item };
      if (shown.item.entry.type === 'directory')
        directories.push({ path, isInUpper: shown.isInUpper, stack: shown.stack });
    }
    trees.forgetListings();
  }
}
