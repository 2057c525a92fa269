import { joinRaw } from '../base/bytes-path.js';
/** Yields everything below a directory of the view, a directory's own entry before its content. */
export function* walkView({ view, trees, check }, from) {
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
//# sourceMappingURL=walk-view.js.map
