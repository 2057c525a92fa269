import { isBelow, joinRaw, splitRaw } from '../base/bytes-path.js';
/**
 * A deletion as a whole or, where part of a directory is not to be taken, of the parts that are. Paths of the view
 * decide, as everywhere.
 */
export function planDeletion({ change, path }, before, includes) {
  const kept = includes ? before.filter((one) => !includes(joinRaw(change.path, one.path))) : [];
  if (kept.length === 0) return [{ action: 'delete', path, change, before }];
  const needed = new Set(kept.flatMap((one) => [one.path, ...above(one.path)]));
  const tops = before.filter((one) => !needed.has(one.path) && needed.has(splitRaw(one.path).parent));
  return tops.map((top) => ({
    action: 'delete',
    path: joinRaw(path, top.path),
    change,
    before: before.filter((one) => isBelow(one.path, top.path)).map((one) => rebase(one, top.path)),
  }));
}
function above(path) {
  const paths = [];
  for (let at = path; at !== ''; ) {
    at = splitRaw(at).parent;
    paths.push(at);
  }
  return paths;
}
function rebase(seen, top) {
  return { ...seen, path: seen.path.slice(top.length + 1) };
}
//# sourceMappingURL=plan-deletion.js.map
