/** Random lowers, and random things a job does to what they show. */
import fc from 'fast-check';
import { character, file, link, symlink, type TreeNode, type TreeSpec } from '../fixtures/tree.js';
import type { Operation } from './kernel-job.js';

const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const content = fc.constantFrom('', 'x', 'y', 'long');

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(fc.constant('write'), path, content) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('open', 'disguise', 'fifo'), path) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('remove', 'mkdir'), path) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('rename'), path, path) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('link', 'symlink'), path, path) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('chmod'), path, fc.constantFrom(0o644, 0o755, 0o600)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('touch'), path, fc.constantFrom(1, 2)) },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('xattr'),
      path,
      fc.constantFrom('trusted.k', 'trusted.overlay.k'),
      content,
    ),
  },
);

const opaque: TreeNode = { kind: 'directory', xattrs: { 'trusted.overlay.opaque': 'y' } };
const leaf: fc.Arbitrary<TreeNode> = fc.oneof(
  { weight: 6, arbitrary: content.map((text) => file(text, { mtimeNs: 1_000_000_007n })) },
  { weight: 1, arbitrary: fc.constant(symlink('a')) },
  { weight: 1, arbitrary: fc.constant<TreeNode>({ kind: 'directory' }) },
);
const mark: fc.Arbitrary<TreeNode> = fc.constantFrom(opaque, character(0, 0));

// Paths below a leaf make it a directory, so a later line of a spec may undo an earlier one.
function lowerOf(node: fc.Arbitrary<TreeNode>): fc.Arbitrary<TreeSpec> {
  const nodes = fc.uniqueArray(fc.tuple(path, node), { maxLength: 8, selector: ([at]) => at });
  return fc.tuple(nodes, fc.option(path)).map(([pairs, twin]) => withoutClashes(pairs, twin));
}

function withoutClashes(pairs: Array<[string, TreeNode]>, twin: string | null): Array<[string, TreeNode]> {
  const isDirectory = (at: string) => pairs.some(([other]) => other.startsWith(`${at}/`));
  const kept = pairs
    .filter(([at, node]) => node.kind === 'directory' || !isDirectory(at))
    .sort(([left], [right]) => (left < right ? -1 : 1));
  const linked = kept.find(([, node]) => node.kind === 'file')?.[0];
  if (linked !== undefined && twin !== null) kept.push([`${twin.replaceAll('/', '-')}-twin`, link(linked)]);
  return kept;
}

// Under a directory of another lower, a whiteout or an opaque mark hides what is there.
export const randomLowers: fc.Arbitrary<TreeSpec[]> = fc.oneof(
  lowerOf(leaf).map((base) => [base]),
  fc.tuple(lowerOf(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: mark })), lowerOf(leaf)),
);

export const randomOperations: fc.Arbitrary<Operation[]> = fc.array(operation, {
  minLength: 1,
  maxLength: 14,
});
