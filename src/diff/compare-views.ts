import { joinRaw, type RawPath } from '../base/bytes-path.js';
import type { ChangeKind } from './change.js';
import type { Judge } from './judge.js';
import { isSameStack, type LowerStack, type Lowers, type Shown } from './lowers.js';
import type { PartItem, PartTrees } from './part-trees.js';
import type { ShownInView, UpperNames, View, ViewDirectory } from './view.js';

/** One path that was looked at. Without a `kind` both sides are equal. */
export interface Judged {
  readonly path: RawPath;
  readonly kind: ChangeKind | undefined;
  readonly before?: PartItem | undefined;
  readonly after?: PartItem | undefined;
}

/** A directory that is there in the view, with the lower directories that the base shows at the same path. */
interface Pair {
  readonly view: ViewDirectory;
  readonly base: LowerStack;
}

interface Step {
  readonly judged?: Judged | undefined;
  readonly descend?: Pair | undefined;
}

export interface Sides {
  readonly trees: PartTrees;
  readonly lowers: Lowers;
  readonly view: View;
  readonly judge: Judge;
}

/**
 * Walks the view against the base and yields every path it had to look at, in the order of paths.
 *
 * Where view and base show the same lower directories, only what the upper names can differ. Where they do not
 * (an opaque directory, a renamed one), every name of either side is looked at.
 */
export function* compareViews(sides: Sides): Generator<Judged> {
  const steps: Step[] = [{ descend: { view: sides.view.root(), base: sides.lowers.root } }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (step.judged) yield step.judged;
    if (step.descend === undefined) continue;
    // The first name is to be taken next. One by one: as arguments of a call they would be too many.
    const below = compareDirectory(sides, step.descend);
    for (let next = below.pop(); next !== undefined; next = below.pop()) steps.push(next);
    sides.trees.forgetListings();
  }
}

function compareDirectory(sides: Sides, pair: Pair): Step[] {
  const isMerged = isSameStack(pair.view.stack, pair.base);
  const upper = sides.view.upperNames(pair.view);
  const names = namesToCompare(sides.lowers, pair, { upper, isMerged });
  const directory = { ...pair, upper, isMerged };
  return names.map((name) => compareName(sides, directory, name));
}

interface Names {
  readonly upper: UpperNames;
  /** Whether view and base show the same lower directories. */
  readonly isMerged: boolean;
}

function namesToCompare(lowers: Lowers, { view, base }: Pair, { upper, isMerged }: Names): RawPath[] {
  const names = new Set(upper.shown.keys());
  for (const name of upper.deleted) names.add(name);
  const stacks = isMerged ? [] : [view.stack, base];
  for (const stack of stacks) for (const name of lowers.namesIn(stack)) names.add(name);
  return [...names].sort();
}

function compareName(sides: Sides, { view, base, upper, isMerged }: Pair & Names, name: RawPath): Step {
  const before = sides.lowers.lookup(base, name);
  const after = sides.view.show(view, name, { upper, below: isMerged ? () => before : undefined });
  if (before === undefined && after === undefined) return {};
  const path = joinRaw(view.path, name);
  const kind = sides.judge.judge(before?.item, after?.item);
  const judged = { path, kind, before: before?.item, after: after?.item };
  return { judged, descend: pairBelow(path, before, after) };
}

function pairBelow(
  path: RawPath,
  before: Shown | undefined,
  after: ShownInView | undefined,
): Pair | undefined {
  if (after?.item.entry.type !== 'directory') return undefined;
  const base = before?.stack ?? [];
  if (!after.isInUpper && isSameStack(after.stack, base)) return undefined;
  return { view: { path, isInUpper: after.isInUpper, stack: after.stack }, base };
}
