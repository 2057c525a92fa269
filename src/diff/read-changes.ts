import { compareRaw, joinRaw, type RawPath, ROOT_PATH } from '../base/bytes-path.js';
import type { Part } from '../overlay/part.js';
import type { Entry } from '../tree/entry.js';
import { Budget } from './budget.js';
import type { Change } from './change.js';
import { compareViews, type Judged, type Sides } from './compare-views.js';
import { Judge } from './judge.js';
import { LinkGroups } from './link-groups.js';
import { Lowers } from './lowers.js';
import { PartTrees, UPPER_TREE } from './part-trees.js';
import { View } from './view.js';

export interface ReadChangesOptions {
  /** Adds the sha256 of regular files before and after. */
  readonly digests?: boolean | undefined;
  /** Lists names that left a link group through a copy-up, too: for a tree that must come out the same to the last. */
  readonly exactLinks?: boolean | undefined;
  /** What the list of changes may take; default half of what this thread's heap can have. */
  readonly memoryBytes?: number | undefined;
  /** Called often; throws to stop. */
  readonly check?: (() => void) | undefined;
  /** Told now and then how many paths were looked at. */
  readonly onProgress?: ((paths: number) => void) | undefined;
}

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
export function readChanges(part: Part, options: ReadChangesOptions = {}): Change[] {
  const trees = new PartTrees(part);
  try {
    const lowers = new Lowers(trees, part);
    const view = new View(trees, lowers, part.marks);
    const sides: Sides = { trees, lowers, view, judge: new Judge(trees, options.check) };
    const looked = readJudged(sides, { part, options });
    const groups = new LinkGroups(sides, {
      judged: looked,
      check: options.check,
      countsLosses: part.marks === 'plain' || options.exactLinks === true,
    });
    const untouched = groups.untouched();
    const all =
      untouched.length === 0 ? looked : [...looked, ...untouched].sort((a, b) => compareRaw(a.path, b.path));
    const context = { part, groups, judge: sides.judge, options };
    const changes: Change[] = [];
    for (const judged of all) {
      const change = toChange(judged, context);
      if (change !== undefined) changes.push(change);
    }
    return changes;
  } finally {
    trees[Symbol.dispose]();
  }
}

function readJudged(sides: Sides, { part, options }: { part: Part; options: ReadChangesOptions }): Judged[] {
  const looked: Judged[] = [...judgeRoot(sides, part)];
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
function judgeRoot({ trees, judge }: Sides, part: Part): Judged[] {
  if (part.lowers.length === 0) return [];
  const lower = trees.readItem({ tree: UPPER_TREE + 1, path: ROOT_PATH }, { name: ROOT_PATH });
  const before = part.root ? { ...lower, entry: { ...lower.entry, ...part.root } } : lower;
  const after = trees.readItem({ tree: UPPER_TREE, path: ROOT_PATH }, { name: ROOT_PATH });
  return [{ path: ROOT_PATH, kind: judge.judge(before, after), before, after }];
}

function hasOtherNames({ before, after }: Judged): boolean {
  return [before, after].some((item) => item && item.entry.type !== 'directory' && item.stat.nlink > 1);
}

interface ChangeContext {
  readonly part: Part;
  readonly groups: LinkGroups;
  readonly judge: Judge;
  readonly options: ReadChangesOptions;
}

function toChange(judged: Judged, { part, groups, judge, options }: ChangeContext): Change | undefined {
  const kind = judged.kind ?? (groups.isRegrouped(judged) ? 'metadata' : undefined);
  if (kind === undefined) return undefined;
  const before = kind === 'added' ? undefined : judged.before;
  const path = joinRaw(part.at, judged.path) as RawPath;
  const change = changeOf({ path, kind }, before?.entry, judged.after?.entry);
  const links = linksOf(judged, groups, part);
  if (options.digests !== true) return links === NO_LINKS ? change : { ...change, ...links };
  const digests = digestsOf(judge, { kind, before, after: judged.after });
  return { ...change, ...links, ...(digests && { digests }) };
}

/** Spelled out: a diff makes as many as there are changes, and spreading what may be absent takes thrice as long. */
function changeOf({ path, kind }: Pick<Change, 'path' | 'kind'>, before?: Entry, after?: Entry): Change {
  if (before === undefined) return after === undefined ? { path, kind } : { path, kind, after };
  return after === undefined ? { path, kind, before } : { path, kind, before, after };
}

type Links = Pick<Change, 'hardLinks' | 'hardLinkCount'>;

const NO_LINKS: Links = {};

function linksOf(judged: Judged, groups: LinkGroups, { at }: Part): Links {
  const { names, count } = groups.otherNames(judged);
  if (count === 0) return NO_LINKS;
  const hardLinks = names.map((path) => joinRaw(at, path));
  return { hardLinks, ...(hardLinks.length < count && { hardLinkCount: count }) };
}

function digestsOf(judge: Judge, { kind, before, after }: Omit<Judged, 'path'>): Change['digests'] {
  const first = judge.digest(before);
  const second = kind === 'metadata' ? first : judge.digest(after);
  if (first === undefined && second === undefined) return undefined;
  return { ...(first !== undefined && { before: first }), ...(second !== undefined && { after: second }) };
}
