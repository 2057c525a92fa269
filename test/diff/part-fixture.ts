import { mkdir } from 'node:fs/promises';
import { hostPath, type RawPath } from '#src/base/bytes-path.js';
import type { Change } from '#src/diff/change.js';
import { type ReadChangesOptions, readChanges } from '#src/diff/read-changes.js';
import type { Part } from '#src/overlay/part.js';
import { tempDir } from '../fixtures/temp.js';
import { type TreeSpec, tree } from '../fixtures/tree.js';

export interface MadePart extends AsyncDisposable {
  readonly part: Part;
}

/** A part built by hand, where no kernel has a say. */
export async function makePart(
  { lowers, upper }: { lowers: readonly TreeSpec[]; upper: TreeSpec },
  { at = '', marks = 'trusted' }: { at?: string; marks?: Part['marks'] } = {},
): Promise<MadePart> {
  const dir = await tempDir();
  for (const [index, spec] of lowers.entries()) {
    await mkdir(dir.join(`l${index}`), { mode: 0o755 });
    await tree(dir.join(`l${index}`), spec);
  }
  await mkdir(dir.join('upper'), { mode: 0o755 });
  await tree(dir.join('upper'), upper);
  const paths = lowers.map((_, index) => hostPath(dir.join(`l${index}`)));
  return {
    part: { at: at as RawPath, lowers: paths, upper: hostPath(dir.join('upper')), marks },
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

export async function changesOf(
  trees: { lowers: readonly TreeSpec[]; upper: TreeSpec },
  options: { at?: string; marks?: Part['marks']; read?: ReadChangesOptions } = {},
): Promise<Change[]> {
  await using made = await makePart(trees, options);
  return readChanges(made.part, options.read);
}
