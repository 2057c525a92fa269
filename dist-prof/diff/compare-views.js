import { joinRaw } from '../base/bytes-path.js';
import { isSameStack } from './lowers.js';
/**
 * Walks the view against the base and yields every path it had to look at, in the order of paths.
 *
 * Where view and base show the same lower directories, only what the upper names can differ. Where they do not
 * (an opaque directory, a renamed one), every name of either side is looked at.
 */
export function* compareViews(sides) {
  const steps = [{ descend: { view: sides.view.root(), base: sides.lowers.root } }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step.judged) yield step.judged;
    if (step.descend) steps.push(...compareDirectory(sides, step.descend).reverse());
    if (step.descend) sides.trees.forgetListings();
  }
}
function compareDirectory(sides, pair) {
  const isMerged = isSameStack(pair.view.stack, pair.base);
  const upper = sides.view.upperNames(pair.view);
  const names = namesToCompare(sides.lowers, pair, { upper, isMerged });
  return names.map((name) => compareName(sides, { ...pair, upper, isMerged }, name));
}
function namesToCompare(lowers, { view, base }, { upper, isMerged }) {
  const names = new Set([...upper.shown.keys(), ...upper.deleted]);
  const stacks = isMerged ? [] : [view.stack, base];
  for (const stack of stacks) for (const name of lowers.namesIn(stack)) names.add(name);
  return [...names].sort();
}
function compareName(sides, { view, base, upper, isMerged }, name) {
  const before = sides.lowers.lookup(base, name);
  const after = sides.view.show(view, name, { upper, below: isMerged ? () => before : undefined });
  if (before === undefined && after === undefined) return {};
  const path = joinRaw(view.path, name);
  const kind = sides.judge.judge(before?.item, after?.item);
  const judged = { path, kind, before: before?.item, after: after?.item };
  return { judged, descend: pairBelow(path, before, after) };
}
function pairBelow(path, before, after) {
  if (after?.item.entry.type !== 'directory') return undefined;
  const base = before?.stack ?? [];
  if (!after.isInUpper && isSameStack(after.stack, base)) return undefined;
  return { view: { path, isInUpper: after.isInUpper, stack: after.stack }, base };
}
//# sourceMappingURL=compare-views.js.map
