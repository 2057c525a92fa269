import {
  appendFile,
  chmod,
  link,
  symlink as makeSymlink,
  mkdir,
  open,
  rm,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { layerPath } from '#src/layers/store.js';
import { verifyLayer } from '#src/layers/verify.js';
import { AT_FDCWD } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { rootTest } from '../fixtures/requirements.js';
import { character, directory, file, link as hardLink, symlink } from '../fixtures/tree.js';
import { makeLayer } from './store-fixture.js';

const UPPER = {
  'a/': directory({ mode: 0o750 }),
  'a/file': file('some content here', { mode: 0o640, mtimeNs: 1_000_000_000n, xattrs: { 'user.k': 'v' } }),
  'a/twin': hardLink('a/file'),
  'a/link': symlink('file'),
  'a/null': character(1, 3),
  gone: character(0, 0),
  'replaced/': directory(),
  'replaced/x': 'x',
} as const;
const LOWER = { gone: 'x', replaced: 'a file' } as const;

/** Writes in place and puts the time back, so that only the bytes tell. */
async function flipBit(path: string): Promise<void> {
  const { mtimeNs } = syscalls.stat(AT_FDCWD, path);
  const handle = await open(path, 'r+');
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, 7);
  await handle.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 7);
  await handle.close();
  syscalls.utimes(AT_FDCWD, path, { mtimeNs });
}

const DAMAGE: ReadonlyArray<readonly [string, (tree: string) => unknown, ReadonlyArray<string | RegExp>]> = [
  [
    'a flipped bit',
    (tree) => flipBit(join(tree, 'a/file')),
    ['a/file: has other content than was committed'],
  ],
  [
    'a truncated file',
    (tree) => truncate(join(tree, 'a/file'), 3),
    [/^a\/file: has mtime/, 'a/file: has size 3, not 17'],
  ],
  ['a missing file', (tree) => rm(join(tree, 'a/link')), [/^a: has mtime/, 'a/link: is missing']],
  ['a missing hard link', (tree) => rm(join(tree, 'a/twin')), [/^a: has mtime/, 'a/twin: is missing']],
  [
    'an extra file',
    (tree) => writeFile(join(tree, 'a/new'), ''),
    [/^a: has mtime/, 'a/new: was not committed'],
  ],
  [
    'an extra file in the root',
    (tree) => keepTime(tree, '', () => writeFile(join(tree, 'new'), '')),
    ['new: was not committed'],
  ],
  ['a changed mode', (tree) => chmod(join(tree, 'a/file'), 0o644), ['a/file: has mode 0644, not 0640']],
  ['a changed directory', (tree) => chmod(join(tree, 'a'), 0o755), ['a: has mode 0755, not 0750']],
  [
    'a changed time',
    (tree) => utimes(join(tree, 'a/file'), 5, 5),
    ['a/file: has mtime 5000000000, not 1000000000'],
  ],
  [
    'a changed xattr',
    (tree) => syscalls.setXattr(AT_FDCWD, join(tree, 'a/file'), { key: 'user.k', value: Buffer.from('w') }),
    ['a/file: has xattrs [user.k=dw==], not [user.k=dg==]'],
  ],
  [
    'a broken hard link',
    (tree) =>
      keepTime(tree, 'a', async () => {
        await rm(join(tree, 'a/twin'));
        await writeFile(join(tree, 'a/twin'), 'some content here');
      }),
    ['a/twin: is no hard link of its first name'],
  ],
  [
    'a new hard link',
    (tree) =>
      keepTime(tree, 'replaced', async () => {
        await rm(join(tree, 'replaced/x'));
        await link(join(tree, 'a/file'), join(tree, 'replaced/x'));
      }),
    ['replaced/x: is a hard link'],
  ],
  [
    'a retargeted symlink',
    (tree) =>
      keepTime(tree, 'a', async () => {
        await rm(join(tree, 'a/link'));
        await makeSymlink('elif', join(tree, 'a/link'));
      }),
    [/^a\/link: has mtime/, 'a/link: has target elif, not file'],
  ],
  [
    'a file in place of a deletion',
    (tree) =>
      keepTime(tree, '', async () => {
        await rm(join(tree, 'gone'));
        await writeFile(join(tree, 'gone'), '');
      }),
    ['gone: is there, though the layer deletes it'],
  ],
  [
    'a directory that is opaque no more',
    (tree) => syscalls.removeXattr(AT_FDCWD, join(tree, 'replaced'), 'trusted.overlay.opaque'),
    ['replaced: is not opaque any more'],
  ],
  [
    'a redirect',
    (tree) =>
      syscalls.setXattr(AT_FDCWD, join(tree, 'a'), {
        key: 'trusted.overlay.redirect',
        value: Buffer.from('/x'),
      }),
    ['a: carries the overlay mark "redirect"'],
  ],
  [
    'another type',
    (tree) =>
      keepTime(tree, 'a', async () => {
        await rm(join(tree, 'a/null'));
        await mkdir(join(tree, 'a/null'));
      }),
    ['a/null: is a directory, not a character'],
  ],
  [
    'a whole directory missing',
    (tree) => keepTime(tree, '', () => rm(join(tree, 'replaced'), { recursive: true })),
    ['replaced: is missing', 'replaced/x: is missing'],
  ],
  [
    'a changed manifest',
    (tree) => appendFile(join(tree, '../manifest'), '- z\n'),
    [/^The manifest of the layer .* has the digest/],
  ],
  ['no manifest', (tree) => rm(join(tree, '../manifest')), [/has no manifest$/]],
  [
    'a changed record',
    (tree) => writeFile(join(tree, '../layer.json'), '{'),
    [/layer.json is not JSON as layover writes it$/],
  ],
];

async function keepTime(tree: string, path: string, act: () => Promise<unknown>): Promise<void> {
  const { mtimeNs } = syscalls.stat(AT_FDCWD, join(tree, path));
  await act();
  syscalls.utimes(AT_FDCWD, join(tree, path), { mtimeNs });
}

rootTest('verify finds nothing wrong with a layer that nobody touched', async () => {
  await using layer = await makeLayer(UPPER, LOWER);
  expect(verifyLayer(layer.store, layer.id)).toEqual([]);
});

for (const [what, plant, expected] of DAMAGE) {
  rootTest(`verify finds ${what}, and names it`, async () => {
    await using layer = await makeLayer(UPPER, LOWER);
    await plant(layer.tree);
    const found = verifyLayer(layer.store, layer.id).map(({ path, problem }) =>
      path === undefined ? problem : `${path}: ${problem}`,
    );
    expect(found).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : expect.stringMatching(one))),
    );
  });
}

test('verify says so where there is no such layer', async () => {
  await using layer = await makeLayer({ a: 'x' });
  await rm(layerPath(layer.store, layer.id), { recursive: true });
  expect(() => verifyLayer(layer.store, layer.id)).toThrow(
    expect.objectContaining({ code: 'LAYOVER_LAYER_UNKNOWN' }),
  );
});
