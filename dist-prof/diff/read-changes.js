import { compareRaw, joinRaw, ROOT_PATH } from '../base/bytes-path.js';
import { Budget } from './budget.js';
import { compareViews } from './compare-views.js';
import { Judge } from './judge.js';
import { LinkGroups } from './link-groups.js';
import { Lowers } from './lowers.js';
import { PartTrees, UPPER_TREE } from './part-trees.js';
import { View } from './view.js';

const PATHS_PER_REPORT = 256;
/**
 * What a job changed in one part of its view, sorted by path: what the view shows against what the lowers alone show.
 *
 * An entry of the upper is only a hint. Each is judged against the lowers, so a file that was copied up and left
 * as it was is no change, nor is a whiteout over nothing. Names that are hard links of each other are a property of
 * the tree too: a file whose other names are new ones, or no longer its own, is a `metadata` change.
 *
 * Nothing may write to the upper or the lowers meanwhile. Synchronous, and slow for big uppers: meant for a thread.
 */
export function readChanges(part, options = {}) {
  const trees = new PartTrees(part);
  try {
    const lowers = new Lowers(trees, part);
    const view = new View(trees, lowers, part.marks);
    const sides = { trees, lowers, view, judge: new Judge(trees, options.check) };
    const looked = readJudged(sides, { part, options });
    const groups = new LinkGroups(sides, {
      judged: looked,
      check: options.check,
      countsLosses: part.marks === 'plain' || options.exactLinks === true,
    });
    const untouched = groups.untouched();
    const all =
      untouched.length === 0 ? looked : [...looked, ...untouched].sort((a, b) => compareRaw(a.path, b.path));
    return all.flatMap((judged) => toChange(judged, { part, groups, judge: sides.judge, options }));
  } finally {
    trees[Symbol.dispose]();
  }
}
function readJudged(sides, { part, options }) {
  const looked = [...judgeRoot(sides, part)];
  const budget = new Budget(options.memoryBytes);
  let paths = 0;
  for (const judged of compareViews(sides)) {
    paths += 1;
    if (paths % PATHS_PER_REPORT === 0) {
      options.check?.();
      options.onProgress?.(paths);
    }
    if (judged.kind === undefined && !hasOtherNames(judged)) continue;
    budget.spend(judged.path, judged.before?.entry, judged.after?.entry);
    looked.push(judged);
  }
  options.onProgress?.(paths);
  return looked;
}
// A part without lowers has a root that nothing can be compared with.
function judgeRoot({ trees, judge }, part) {
  if (part.lowers.length === 0) return [];
  const lower = trees.readItem({ tree: UPPER_TREE + 1, path: ROOT_PATH }, { name: ROOT_PATH });
  const before = part.root ? { ...lower, entry: { ...lower.entry, ...part.root } } : lower;
  const after = trees.readItem({ tree: UPPER_TREE, path: ROOT_PATH }, { name: ROOT_PATH });
  return [{ path: ROOT_PATH, kind: judge.judge(before, after), before, after }];
}
function hasOtherNames({ before, after }) {
  return [before, after].some((item) => item && item.entry.type !== 'directory' && item.stat.nlink > 1);
}
function toChange(judged, { part, groups, judge, options }) {
  const kind = judged.kind ?? (groups.isRegrouped(judged) ? 'metadata' : undefined);
  if (kind === undefined) return [];
  const before = kind === 'added' ? undefined : judged.before;
  const digests = options.digests ? digestsOf(judge, { kind, before, after: judged.after }) : undefined;
  return [
    {
      path: joinRaw(part.at, judged.path),
      kind,
      ...(before && { before: before.entry }),
      ...(judged.after && { after: judged.after.entry }),
      ...linksOf(judged, groups, part),
      ...(digests && { digests }),
    },
  ];
}
function linksOf(judged, groups, { at }) {
  const { names, count } = groups.otherNames(judged);
  if (count === 0) return {};
  const hardLinks = names.map((path) => joinRaw(at, path));
  return { hardLinks, ...(hardLinks.length < count && { hardLinkCount: count }) };
}
function digestsOf(judge, { kind, before, after }) {
  const first = judge.digest(before);
  const second = kind === 'metadata' ? first : judge.digest(after);
  if (first === undefined && second === undefined) return undefined;
  return { ...(first !== undefined && { before: first }), ...(second !== undefined && { after: second }) };
}
//# sourceMappingURL=read-changes.js.map
