/** Equal files of different layers lie on disk once, and nothing else of a layer tells. */
import { existsSync } from 'node:fs';
import { lstat, mkdir, open, readFile, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { importLayers } from '#src/layers/oci/import/import-layers.js';
import { canShareBlocks } from '#src/layers/share-file.js';
import { measureLayers } from '#src/layers/sizes.js';
import { type LayerStore, treePath } from '#src/layers/store.js';
import { verifyLayer } from '#src/layers/verify.js';
import { layoutOf, writeLayout } from '../fixtures/images.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { tar, text } from '../fixtures/tars.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { file, link, symlink, type TreeValue, tree } from '../fixtures/tree.js';
import { commitPart, openStore } from './store-fixture.js';

const SHARE_ON = fileURLToPath(new URL('share-on.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

const FILE_SYSTEMS = await readFile('/proc/filesystems', 'utf8');

interface Shared {
  readonly one: Record<string, boolean>;
  readonly sizes: ReadonlyArray<{
    readonly disk: number;
    readonly diskShared: number;
    readonly diskAdded: number;
  }>;
  readonly damage: unknown[];
  readonly after: unknown[];
  readonly removed: number;
  readonly isSameId: boolean;
}

const FILE_BYTES = 300_000;

for (const [type, sharesBlocks] of [
  ['ext4', false],
  ['btrfs', true],
  ['xfs', true],
] as const) {
  const canRun =
    isRoot && existsSync('/dev/loop-control') && existsSync(`/sbin/mkfs.${type}`) && hasType(type);
  const imageTest = skipUnless(canRun, `needs root, loop devices, mkfs.${type} and ${type} in the kernel`);
  imageTest(`two layers share equal files on ${type}, and each is the same as alone`, async () => {
    await using dir = await tempDir();
    const image = dir.join('image');
    await (await open(image, 'w')).close();
    await truncate(image, 320 * 2 ** 20);
    await execa(`mkfs.${type}`, [type === 'ext4' ? '-q' : '-f', image]);
    const args = ['-m', '--propagation', 'private', process.execPath, SHARE_ON, DIST, dir.path, image];
    const { stdout } = await execa('unshare', args);
    const { one, sizes, damage, after, removed, isSameId } = JSON.parse(stdout) as Shared;
    expect([damage, after, removed, isSameId]).toEqual([[], [], 1, true]);
    // One inode only where nobody could tell.
    expect(one).toEqual({ same: !sharesBlocks, elsewhen: false, grouped: false });
    const files = sharesBlocks ? 4 : 1;
    for (const { disk, diskShared } of sizes) {
      expect(disk).toBeGreaterThan(5 * FILE_BYTES);
      expect(diskShared).toBeGreaterThanOrEqual(files * FILE_BYTES);
      expect(diskShared).toBeLessThan((files + 1) * FILE_BYTES);
    }
    const [first, second] = sizes;
    expect(first?.diskAdded).toBe(first?.disk);
    expect(second?.diskAdded).toBe((second?.disk ?? 0) - (second?.diskShared ?? 0));
  });
}

function hasType(type: string): boolean {
  return new RegExp(`\\t${type}$`, 'm').test(FILE_SYSTEMS);
}

const CONTENT = 'x'.repeat(10_000);

/** Of a tree whose files are all of one moment. */
async function commitTree(
  dir: TempDir,
  store: LayerStore,
  [name, spec]: readonly [string, Record<string, TreeValue>],
): Promise<string> {
  await mkdir(dir.join(name));
  await tree(dir.join(name), spec);
  for (const path of Object.keys(spec)) await utimes(dir.join(name, path), 1e9, 1e9);
  const part = { at: ROOT_PATH, lowers: [], upper: hostPath(dir.join(name)), marks: 'trusted' as const };
  return commitPart(store, part, name).record.id;
}

rootTest('files are one inode only where they are the same in all that a reader sees', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const base: Record<string, TreeValue> = {
    same: CONTENT,
    small: 'x',
    moved: CONTENT,
    content: CONTENT,
    mode: CONTENT,
    owner: CONTENT,
    xattr: CONTENT,
    linked: CONTENT,
  };
  const first = await commitTree(dir, store, ['first', { ...base, elsewhere: CONTENT }]);
  const second = await commitTree(dir, store, [
    'second',
    {
      ...base,
      moved: symlink('same'),
      content: CONTENT.replace('x', 'y'),
      mode: file(CONTENT, { mode: 0o600 }),
      owner: file(CONTENT, { uid: 1 }),
      xattr: file(CONTENT, { xattrs: { 'user.k': 'v' } }),
      'linked-too': link('linked'),
    },
  ]);
  const trees = [first, second].map((id) => treePath(store, id));
  const isOne = async (path: string): Promise<boolean> => {
    const [one, other] = await Promise.all(trees.map((root) => lstat(join(root, path))));
    return one?.ino === other?.ino;
  };
  const canShare = canShareBlocks(store.layers);
  const seen = await Promise.all(Object.keys(base).map(async (path) => [path, await isOne(path)] as const));
  expect(seen.filter(([, is]) => is).map(([path]) => path)).toEqual(canShare ? [] : ['same']);
  expect([first, second].flatMap((id) => verifyLayer(store, id))).toEqual([]);
});

test('a layer that was damaged lends nothing', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const first = await commitTree(dir, store, ['first', { a: CONTENT, other: 'one' }]);
  const victim = join(treePath(store, first), 'a');
  const damaged = await open(victim, 'r+');
  await damaged.write('y', 5_000);
  await damaged.close();
  await utimes(victim, 1e9, 1e9);
  const second = await commitTree(dir, store, ['second', { a: CONTENT, other: 'two' }]);
  expect(verifyLayer(store, second)).toEqual([]);
  expect(verifyLayer(store, first)).toHaveLength(1);
  expect(await readFile(join(treePath(store, second), 'a'), 'utf8')).toBe(CONTENT);
});

rootTest('the layers of one import share with each other', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const member = text('opt/a', CONTENT);
  await writeLayout(dir.join('image'), layoutOf({ layers: [tar(member), tar(member, text('b', 'own'))] }));
  const control = { check: () => undefined, onProgress: () => undefined };
  const source = hostPath(dir.join('image'));
  const { layers } = await importLayers({ store, style: 'trusted', source, name: 'app' }, control);
  const ids = layers.map((id) => id.replace('sha256:', ''));
  expect(ids).toHaveLength(2);
  const sizes = measureLayers(store, ids);
  expect(sizes.map(({ diskShared }) => diskShared >= CONTENT.length)).toEqual([true, true]);
  expect(ids.flatMap((id) => verifyLayer(store, id))).toEqual([]);
});
