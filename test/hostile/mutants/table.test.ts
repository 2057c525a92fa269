/** The table of mitigations that scripts/mutants takes away, against the files of today; the tests are run by the script. */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { fullTest } from '../../fixtures/requirements.js';
import { tempDir } from '../../fixtures/temp.js';
import { tree } from '../../fixtures/tree.js';

interface Mutant {
  readonly name: string;
  readonly edits: ReadonlyArray<{ readonly file: string; readonly find: string; readonly replace: string }>;
}

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const load = async (name: string) => await import(new URL(name, import.meta.url).href);
const { MUTANTS }: { MUTANTS: readonly Mutant[] } = await load('./table.mjs');
const { findMisfits, takeTogether } = await load('./edits.mjs');

test('each edit of the table fits one place of its file, and changes it', () => {
  expect(MUTANTS.length).toBeGreaterThan(90);
  expect(findMisfits(PROJECT, MUTANTS)).toEqual([]);
  expect(MUTANTS.filter(({ edits }) => edits.some(({ find, replace }) => find === replace))).toEqual([]);
  expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
});

test('an edit that fits no place, or two, is named; two of the same words are not made together', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { file: 'once twice twice' });
  const mutant = (name: string): Mutant => ({ name, edits: [{ file: 'file', find: name, replace: '' }] });
  const [once, twice, never] = ['once', 'twice', 'never'].map(mutant);
  expect(findMisfits(dir.path, [once, twice, never])).toEqual([
    'twice: the edit fits 2 places of file',
    'never: the edit fits 0 places of file',
  ]);
  const { texts, taken, left } = takeTogether(dir.path, [once, mutant('once twice')]);
  expect([[...texts.values()], taken.length, left.length]).toEqual([[' twice twice'], 1, 1]);
});

fullTest('each edit of the table builds', async () => {
  const { stdout } = await execa(`${PROJECT}/scripts/mutants`, ['--check'], { reject: false });
  expect(stdout).toMatch(/^\d+ fit and build, 0 not$/m);
});
