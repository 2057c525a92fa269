/** Random pairs of trees: any names and kinds of objects, and a second tree that is an edit of the first. */
import fc from 'fast-check';
import {
  absent,
  character,
  directory,
  fifo,
  file,
  link,
  symlink,
  type TreeNode,
  type TreeSpec,
} from '../fixtures/tree.js';

/** `before` makes the first tree; `edits` make the second of a copy of it. */
export interface TreePair {
  readonly before: TreeSpec;
  readonly edits: TreeSpec;
}

type Step = readonly [path: string, node: TreeNode];

const PLAIN = ['a', 'b', 'c'];
const ODD = ['a-b', 'é', '\xff\xfe', ' \n"', `${'long-'.repeat(22)}n`, '.hidden'];
// Mostly few names, so that an edit meets what is there.
const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PLAIN) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD) },
);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const attributes = fc.record(
  {
    mode: fc.constantFrom(0o644, 0o755, 0o600, 0o4755, 0o1777),
    uid: fc.constantFrom(0, 1_000, 3_000_000),
    gid: fc.constantFrom(0, 7),
    mtimeNs: fc.constantFrom(0n, 5n, 1_700_000_000_000_000_000n, 1_700_000_000_123_456_789n, -1_500_000_000n),
  },
  { requiredKeys: ['mtimeNs'] },
);
// An empty value is one that no tar can say.
const xattrs = fc.dictionary(
  fc.constantFrom('user.k', 'trusted.k', 'user.é'),
  fc.constantFrom('v', 'a=b\nc', '\0\x01'),
  { maxKeys: 2 },
);

const content = fc.constantFrom('', 'x', 'y', 'other', 'x'.repeat(512), 'y'.repeat(1_025));
const node: fc.Arbitrary<TreeNode> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(content, attributes, xattrs)
      .map(([text, more, keys]) => file(text, { ...more, xattrs: keys })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(attributes, xattrs).map(([more, keys]) => directory({ ...more, xattrs: keys })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(path, attributes).map(([target, { mode: _mode, ...more }]) => symlink(target, more)),
  },
  { weight: 1, arbitrary: attributes.map((more) => fifo(more)) },
  { weight: 1, arbitrary: attributes.map((more) => character(1, 7, more)) },
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(path, node) },
  { weight: 5, arbitrary: fc.tuple(path, fc.constant(absent())) },
  {
    weight: 2,
    arbitrary: fc.tuple(
      path,
      path.map((to) => link(to)),
    ),
  },
);

export const treePair: fc.Arbitrary<TreePair> = fc
  .tuple(
    fc.array(step, { minLength: 4, maxLength: 14, size: 'max' }),
    fc.array(step, { minLength: 1, maxLength: 10, size: 'max' }),
  )
  .map(([first, second]) => {
    const model = new Map<string, 'directory' | 'other'>();
    return { before: plan(model, first), edits: plan(model, second) };
  });

/** The steps that can be done one after the other, with what is in the way of each taken away first. */
function plan(model: Map<string, 'directory' | 'other'>, steps: readonly Step[]): TreeSpec {
  const planned = steps.flatMap(([at, wanted]) => planOne(model, at, wanted));
  return planned
    .filter((one, index) => !isUndone(one, planned.slice(index + 1)))
    .map(([at, one]) => [Buffer.from(at, 'latin1'), one] as const);
}

/** A directory gets its attributes when all else is done: it has to be there by then. */
function isUndone([at, wanted]: Step, later: readonly Step[]): boolean {
  if (wanted.kind !== 'directory') return false;
  return later.some(([other, one]) => one.kind !== 'directory' && isBelow(at, other));
}

function planOne(model: Map<string, 'directory' | 'other'>, at: string, wanted: TreeNode): Step[] {
  if (wanted.kind === 'link' && (model.get(wanted.to) !== 'other' || isBelow(wanted.to, at))) return [];
  const parents = at
    .split('/')
    .map((_, index, names) => names.slice(0, index).join('/'))
    .slice(1);
  const blocked = parents.find((parent) => model.get(parent) === 'other');
  if (
    blocked !== undefined &&
    (wanted.kind === 'absent' || (wanted.kind === 'link' && wanted.to === blocked))
  )
    return [];
  const first: Step[] = blocked === undefined ? [] : [[blocked, absent()]];
  if (blocked !== undefined) model.delete(blocked);
  if (wanted.kind === 'directory' && model.get(at) === 'other') first.push([at, absent()]);
  if (wanted.kind !== 'absent') for (const parent of parents) model.set(parent, 'directory');
  if (wanted.kind !== 'directory')
    for (const known of [...model.keys()]) if (isBelow(known, at)) model.delete(known);
  if (wanted.kind !== 'absent') model.set(at, wanted.kind === 'directory' ? 'directory' : 'other');
  return [...first, [at, wanted]];
}

function isBelow(known: string, at: string): boolean {
  return known === at || known.startsWith(`${at}/`);
}
