import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bytesFromRaw, hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { getRef } from '#src/layers/refs.js';
import { treePath } from '#src/layers/store.js';
import { readManifest, verifyLayer } from '#src/layers/verify.js';
import { AT_FDCWD } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { runKernelJob } from '../diff/kernel-job.js';
import { makePart } from '../diff/part-fixture.js';
import { rootTest } from '../fixtures/requirements.js';
import { snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import { character, copyTree, directory, file, link, symlink, tree } from '../fixtures/tree.js';
import { commitPart, makeLayer, openStore } from './store-fixture.js';

const inode = (path: string): bigint => syscalls.stat(AT_FDCWD, path).ino;
const rawXattrs = (path: string): string[] => syscalls.getXattrs(AT_FDCWD, path).map(([key]) => key);

test('committing copies no file of the upper: names, links and nodes keep their inodes, and the job stays whole', async () => {
  await using layer = await makeLayer({ a: file('x'.repeat(100_000)), b: link('a'), 'd/l': symlink('../a') });
  const upper = Buffer.from(layer.made.part.upper, 'latin1').toString();
  for (const path of ['a', 'b', 'd/l'])
    expect(inode(join(layer.tree, path)), path).toBe(inode(join(upper, path)));
  expect(await readFile(join(upper, 'a'), 'utf8')).toBe('x'.repeat(100_000));
  await rm(upper, { recursive: true });
  expect(verifyLayer(layer.store, layer.id)).toEqual([]);
});

rootTest('a layer carries no mark of the mount it was made by, but every attribute of the job', async () => {
  await using job = await runKernelJob({
    lowers: [{ 'd/f': 'old', 'e/g': 'g', h: 'h' }],
    operations: [
      ['append', 'd/f', 'new'],
      ['rename', 'e', 'e2'],
      ['xattr', 'h', 'trusted.overlay.mine', 'v'],
      ['xattr', 'h', 'user.overlay.opaque', 'y'],
      ['xattr', 'd', 'trusted.overlay.opaque', 'y'],
    ],
  });
  expect(job.refused).toEqual([]);
  const store = await openStore(job.dir);
  const { record } = commitPart(store, job.part);
  const at = (path: string) => join(treePath(store, record.id), path);
  expect(rawXattrs(at('d'))).toEqual(['trusted.overlay.overlay.opaque']);
  for (const path of ['', 'd/f', 'e2', 'e2/g']) expect(rawXattrs(at(path)), path).toEqual([]);
  expect(rawXattrs(at('h'))).toEqual(['trusted.overlay.overlay.mine', 'user.overlay.opaque']);
  const names = new Map(readManifest(store, record.id).map((entry) => [entry.path as string, entry]));
  expect([...names.keys()]).toEqual(['', 'd', 'd/f', 'e', 'e2', 'e2/g', 'h']);
  const h = names.get('h');
  expect(h?.kind === 'object' && h.object.xattrs.map(([key]) => key)).toEqual([
    'trusted.overlay.mine',
    'user.overlay.opaque',
  ]);
});

rootTest(
  'files that were copied up and left as they were are not in the layer, nor whiteouts over nothing',
  async () => {
    await using layer = await makeLayer(
      {
        same: file('x', { mtimeNs: 5n }),
        gone: character(0, 0),
        other: 'y',
        'd/same': file('z', { mtimeNs: 7n }),
      },
      { same: file('x', { mtimeNs: 5n }), 'd/same': file('z', { mtimeNs: 7n }) },
    );
    expect(await readdir(layer.tree)).toEqual(['other']);
    expect(verifyLayer(layer.store, layer.id)).toEqual([]);
  },
);

test('the same tree gives the same id, whatever order it was filled in', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  const stamp = { mtimeNs: 3_000_000_003n };
  const names = Array.from({ length: 40 }, (_, at) => `f${at}`);
  const ids = [];
  for (const [index, order] of [names, names.toReversed()].entries()) {
    const upper = dir.join(`upper${index}`);
    await mkdir(upper, { mode: 0o755 });
    await tree(upper, {
      ...Object.fromEntries(order.map((name) => [`d/${name}`, file(name, stamp)])),
      'd/': directory(stamp),
      '': directory(stamp),
    });
    const part = { at: ROOT_PATH, lowers: [], upper: hostPath(upper), marks: 'trusted' as const };
    ids.push(commitPart(store, part, `n${index}`).record.id);
  }
  expect(ids[1]).toBe(ids[0]);
  expect(await readdir(store.layers)).toHaveLength(1);
  expect(getRef(store, 'n1').chain).toEqual([{ layer: ids[0] }]);
});

rootTest('a whole copy, and a whole other file system, give the same layer as the kernel would', async () => {
  await using job = await runKernelJob({
    lowers: [{ a: 'a', 'd/b': 'b', c: 'c' }],
    operations: [
      ['write', 'a', 'A'],
      ['remove', 'c'],
      ['link', 'a', 'd/a2'],
      ['xattr', 'd/b', 'trusted.overlay.k', 'v'],
    ],
  });
  const store = await openStore(job.dir);
  const upper = hostPath(await copyTree(job.dir.join('after'), job.dir.join('plain')));
  const plain = { ...job.part, upper, lowers: [hostPath(job.dir.join('before'))], marks: 'plain' as const };
  const strip = (id: string) =>
    readManifest(store, id).filter((entry) => entry.kind !== 'object' || entry.object.type !== 'directory');
  const copied = commitPart(store, plain).record.id;
  expect(strip(copied)).toEqual(strip(commitPart(store, job.part).record.id));
  expect(verifyLayer(store, copied)).toEqual([]);
  await using elsewhere = await tempDir({ parent: '/dev/shm' });
  const moved = hostPath(await copyTree(bytesFromRaw(job.part.upper).toString(), elsewhere.join('upper')));
  expect(strip(commitPart(store, { ...job.part, upper: moved }).record.id)).toEqual(strip(copied));
});

rootTest('what fuse-overlayfs left behind becomes a layer without its marks', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  await using made = await makePart(
    {
      lowers: [{ gone: 'x', 'd/old': 'y' }],
      upper: {
        '.wh.gone': '',
        'd/': directory({ xattrs: { 'user.fuseoverlayfs.opaque': 'y' } }),
        'd/new': 'n',
        'd/.wh..wh..opq': '',
      },
    },
    { marks: 'fuse' },
  );
  const { id } = commitPart(store, made.part).record;
  const entries = readManifest(store, id).map((entry) => `${entry.kind} ${entry.path}`);
  expect(entries).toEqual(['object ', 'object d', 'object d/new', 'deleted d/old', 'deleted gone']);
  expect(rawXattrs(join(treePath(store, id), 'd'))).toEqual([]);
  expect((await readdir(treePath(store, id))).sort()).toEqual(['d', 'gone']);
  expect(verifyLayer(store, id)).toEqual([]);
});

test('eight processes that commit the same upper at once make one layer, and each gets its name', async () => {
  await using dir = await tempDir();
  const store = await openStore(dir);
  await mkdir(dir.join('upper'));
  await tree(
    dir.join('upper'),
    Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`d${at % 7}/f${at}`, `content ${at}`])),
  );
  const script = fileURLToPath(new URL('commit-upper.mjs', import.meta.url));
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  const names = Array.from({ length: 8 }, (_, at) => `name${at}`);
  const runs = names.map((name) =>
    promisify(execFile)(process.execPath, [script, dist, dir.join('home'), dir.join('upper'), name]),
  );
  const answers = (await Promise.all(runs)).map(
    ({ stdout }) => JSON.parse(stdout) as { id: string; isNew: boolean },
  );
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await readdir(store.layers)).toEqual([answers[0]?.id]);
  expect((await readdir(store.refs)).sort()).toEqual(names);
  expect(await readdir(store.staging)).toEqual([]);
  expect(verifyLayer(store, answers[0]?.id ?? '')).toEqual([]);
});

rootTest('a full file system gives a clear error and leaves the store as it was', async () => {
  await using dir = await tempDir();
  const script = fileURLToPath(new URL('commit-on-small-disk.sh', import.meta.url));
  const commit = fileURLToPath(new URL('commit-upper.mjs', import.meta.url));
  const dist = fileURLToPath(new URL('../../dist', import.meta.url));
  await mkdir(dir.join('upper'));
  await writeFile(dir.join('upper/big'), Buffer.alloc(8 << 20, 1));
  const { stdout, stderr } = await promisify(execFile)('unshare', [
    '-m',
    '--propagation',
    'private',
    'sh',
    script,
    dir.path,
    process.execPath,
    commit,
    dist,
  ]);
  expect(stderr).toMatch(
    /LAYOVER_COMMIT_PATH.*big cannot be stored in a layer: ENOSPC|"big".*ENOSPC|big cannot be stored/s,
  );
  expect(stdout.trim().split('\n')).toEqual([
    'status 1',
    'layers 0',
    'refs 0',
    'staging 0',
    'status 0',
    'layers 1',
  ]);
});

rootTest('directories keep their times, and the tree of a layer is what the upper was', async () => {
  await using layer = await makeLayer({
    'd/': directory({ mtimeNs: 11n, mode: 0o1777 }),
    'd/f': 'x',
    e: 'y',
  });
  const upper = Buffer.from(layer.made.part.upper, 'latin1').toString();
  const [before, after] = [await snapshotTree(upper), await snapshotTree(layer.tree)];
  expect(after).toEqual(before);
  for (const path of ['', 'd']) {
    expect(syscalls.stat(AT_FDCWD, join(layer.tree, path)).mtimeNs).toBe(
      syscalls.stat(AT_FDCWD, join(upper, path)).mtimeNs,
    );
  }
});
