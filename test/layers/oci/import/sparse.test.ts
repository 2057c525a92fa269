/** Sparse files as GNU tar packs them: the same layer as from a tar with every zero in it. */
import { mkdir, open, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { treePath } from '#src/layers/store.js';
import { openLayover } from '#src/sandbox/open.js';
import { hasPrograms } from '../../../fixtures/programs.js';
import { skipUnless } from '../../../fixtures/requirements.js';
import { tempDir } from '../../../fixtures/temp.js';
import { openStore } from '../../store-fixture.js';

const GAP = 200_000;
const SIZES = { few: 3, many: 60 } as const;

/** Data of some bytes at every so many, the first at the start and nothing at the end. */
async function makeSparse(path: string, spans: number): Promise<void> {
  const file = await open(path, 'w');
  for (let at = 0; at < spans; at += 1) await file.write(`${at}`.repeat(700), at * GAP);
  await file.truncate(spans * GAP + 12_345);
  await file.close();
}

const FORMS = [
  ['of old', ['--format=gnu', '--sparse']],
  ['0.0', ['--format=posix', '--sparse-version=0.0']],
  ['0.1', ['--format=posix', '--sparse-version=0.1']],
  ['1.0', ['--format=posix', '--sparse-version=1.0']],
] as const;

const tarTest = skipUnless(hasPrograms('tar'), 'needs GNU tar');

tarTest('sparse members of every form of GNU tar are what they were, holes and all', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const tree = dir.join('tree');
  const long = 'd'.repeat(120);
  await mkdir(join(tree, long), { recursive: true });
  for (const [name, spans] of Object.entries(SIZES)) await makeSparse(join(tree, name), spans);
  await makeSparse(join(tree, long, 'e'.repeat(90)), 30);
  await makeSparse(join(tree, 'only-a-hole'), 0);
  for (const name of [...Object.keys(SIZES), 'only-a-hole', `${long}/${'e'.repeat(90)}`, long, '.'])
    await utimes(join(tree, name), 1e9, 1e9);
  await using layover = await openLayover({ home: dir.join('home') });
  const importOf = async (name: string, options: readonly string[]): Promise<string> => {
    const file = dir.join(`${name}.tar`);
    await execa('tar', ['-c', '-f', file, ...options, '-C', tree, '.']);
    const { layers } = await layover.layers.import(file, { name: `form-${name.replaceAll(' ', '-')}` });
    const id = layers[0]?.slice('sha256:'.length) ?? '';
    expect(await layover.layers.verify(id)).toEqual([]);
    return id;
  };
  const plain = await importOf('plain', ['--format=posix', '--pax-option=delete=atime,delete=ctime']);
  // The sparse ones first would be the same layer: what lies in the store is that of the first.
  for (const [form, options] of FORMS) {
    const id = await importOf(form, ['--sparse', ...options]);
    expect(id, form).toBe(plain);
  }
  const { size } = await stat(join(treePath(store, plain), 'many'));
  expect(size).toBe(SIZES.many * GAP + 12_345);
});

tarTest('a hole takes no room', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  await mkdir(dir.join('tree'));
  await makeSparse(dir.join('tree/few'), SIZES.few);
  await using layover = await openLayover({ home: dir.join('home') });
  await execa('tar', ['-c', '-f', dir.join('a.tar'), '--sparse', '-C', dir.join('tree'), 'few']);
  const { layers } = await layover.layers.import(dir.join('a.tar'), { name: 'sparse' });
  const id = layers[0]?.slice('sha256:'.length) ?? '';
  const { blocks, size } = await stat(join(treePath(store, id), 'few'));
  expect(blocks * 512).toBeLessThan(size / 4);
});
