import { createHash } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { type ExportOptions, type ExportReport, exportChain } from '#src/layers/oci/export/export-chain.js';
import { getLayer } from '#src/layers/record.js';
import { layersOf } from '#src/layers/refs.js';
import { treePath } from '#src/layers/store.js';
import { rootTest } from '../../../fixtures/requirements.js';
import { type TempDir, tempDir } from '../../../fixtures/temp.js';
import { directory, file, link, socket, symlink, type TreeSpec, tree } from '../../../fixtures/tree.js';
import { commitPart, openStore } from '../../store-fixture.js';
import { type MadeChain, makeRichChain } from './rich-chain.js';

type Made = Pick<MadeChain, 'store' | 'chain'>;

async function exportMade(
  { store, chain }: Made,
  target: ExportOptions['target'],
  options: Partial<ExportOptions> = {},
): Promise<ExportReport> {
  return await exportChain({ store, chain, target, marks: 'trusted', ...options });
}

/** A chain of one layer with nothing below it. */
async function makeLayer(dir: TempDir, spec: TreeSpec): Promise<Made> {
  const store = await openStore(dir);
  const upper = dir.join('upper');
  await mkdir(upper, { mode: 0o755 });
  await tree(upper, spec);
  const part = { at: ROOT_PATH, lowers: [], upper: hostPath(upper), marks: 'trusted' as const };
  const { record } = commitPart(store, part);
  return { store, chain: [{ layer: record.id }] };
}

const sha256 = async (path: string): Promise<string> =>
  `sha256:${createHash('sha256')
    .update(await readFile(path))
    .digest('hex')}`;
const list = async (tar: string): Promise<string[]> => (await execa('tar', ['-tf', tar])).stdout.split('\n');

describe('an export', () => {
  rootTest(
    'gives the same bytes for the same trees, from another store at another time, in every form',
    async () => {
      const digests = [];
      for (let round = 0; round < 2; round += 1) {
        await using dir = await tempDir();
        const made = await makeRichChain(dir, { binaryNames: true });
        const tar = dir.join('out.tar');
        const stamp = { sourceDateEpoch: 8_000 };
        const found: string[] = [];
        for (const compression of ['none', 'gzip', 'zstd'] as const) {
          const target = { kind: 'archive', output: hostPath(tar), tag: 'v1', repoTags: ['a:v1'] } as const;
          await exportMade(made, target, { compression, ...stamp });
          found.push(await sha256(tar));
        }
        await exportMade(made, { kind: 'tar', output: hostPath(tar) }, { flat: true, ...stamp });
        digests.push([...found, await sha256(tar)]);
      }
      expect(digests[1]).toEqual(digests[0]);
    },
  );

  rootTest('has nothing later than SOURCE_DATE_EPOCH in it, and nothing else changed', async () => {
    await using dir = await tempDir();
    const made = await makeRichChain(dir);
    const epoch = 7_500;
    const stamped = await exportMade(
      made,
      { kind: 'layout', directory: hostPath(dir.join('layout')), tag: 'a' },
      { sourceDateEpoch: epoch },
    );
    const config = JSON.parse(await readFile(blobPath(dir.join('layout'), stamped.config), 'utf8')) as {
      created: string;
      history: Array<{ created: string }>;
    };
    const wanted = new Date(epoch * 1_000).toISOString();
    expect([config.created, ...config.history.map(({ created }) => created)]).toEqual(Array(4).fill(wanted));
    const script = `
import sys, tarfile
for name in sys.argv[1:]:
  with tarfile.open(name) as tar:
    print(max(m.mtime for m in tar), min(m.mtime for m in tar))`;
    const blobs = stamped.layers.map(({ digest }) => blobPath(dir.join('layout'), digest));
    const { stdout } = await execa('python3', ['-c', script, ...blobs]);
    expect(stdout.split('\n').map((line) => Number(line.split(' ')[0]))).toEqual([epoch, epoch, epoch]);
    expect(stdout.split('\n')[0]?.split(' ')[1]).toBe('-1.5');
    // What was clamped is not kept as the layer's own tar.
    const [plain] = (await exportMade(made, { kind: 'digests' })).layers.slice(-1);
    expect(plain?.diffId).not.toBe(stamped.layers.at(-1)?.diffId);
  });

  rootTest('says of a layer alone that it is opaque, where nothing is known of what lies below', async () => {
    await using dir = await tempDir();
    const made = await makeRichChain(dir);
    const tar = dir.join('one.tar');
    const first = { ...made, chain: made.chain.slice(1, 2) };
    await exportMade(first, { kind: 'tar', output: hostPath(tar) }, { isAlone: true });
    const alone = await list(tar);
    expect(alone.filter((name) => name.endsWith('.wh..wh..opq'))).toEqual(['was-file/.wh..wh..opq']);
    await exportMade({ ...made, chain: made.chain.slice(1) }, { kind: 'tar', output: hostPath(tar) });
    const inChain = await list(tar);
    expect(inChain.filter((name) => name.includes('.wh.'))).toEqual(
      ['./.wh.deleted-directory', 'etc/.wh.gone', 'opaque/.wh.old', 'opaque/sub/.wh.old'].map((name) =>
        name.replace('./', ''),
      ),
    );
    expect(inChain.indexOf('opaque/.wh.old')).toBe(inChain.indexOf('opaque/') + 1);
  });

  test('refuses names that mean deletions, and xattrs no tar can say, before it writes anything', async () => {
    const cases: ReadonlyArray<readonly [TreeSpec, RegExp]> = [
      [{ 'a/.wh.b': 'x' }, /^a\/\.wh\.b cannot be in a layer tar/],
      [{ 'a/.wh..wh..opq': 'x' }, /^a\/\.wh\.\.wh\.\.opq cannot be/],
      [{ '.wh.dir/inside': 'x' }, /^\.wh\.dir cannot be/],
      [{ a: file('x', { xattrs: { 'user.a=b': 'c' } }) }, /^a has an xattr that no tar can hold: user\.a=b/],
    ];
    for (const [spec, message] of cases) {
      await using dir = await tempDir();
      const made = await makeLayer(dir, spec);
      const [tar, layout] = [dir.join('out.tar'), dir.join('layout')];
      await writeFile(tar, 'old');
      const wanted = { code: 'LAYOVER_COMMIT_PATH', message: expect.stringMatching(message) as string };
      await expect(exportMade(made, { kind: 'tar', output: hostPath(tar) })).rejects.toMatchObject(wanted);
      await expect(
        exportMade(made, { kind: 'layout', directory: hostPath(layout), tag: 'x' }),
      ).rejects.toMatchObject(wanted);
      expect(await readFile(tar, 'utf8')).toBe('old');
      expect((await readdir(dir.path)).sort()).toEqual(['home', 'out.tar', 'upper']);
    }
  });

  test('names what it leaves out, and what keeps its rights', async () => {
    await using dir = await tempDir();
    const made = await makeLayer(dir, {
      su: file('x', { mode: 0o4755 }),
      'also-su': link('su'),
      group: file('x', { mode: 0o2755 }),
      'shared/': directory({ mode: 0o2775 }),
      sock: socket(),
      marked: file('x', { xattrs: { 'user.overlay.opaque': 'y', 'user.kept': 'k', 'user.empty': '' } }),
    });
    const report = await exportMade(made, { kind: 'tar', output: hostPath(dir.join('out.tar')) });
    expect(report).toEqual({
      layers: [],
      skipped: [{ path: 'sock', reason: 'a socket, which no tar can hold' }],
      stripped: [{ path: 'marked', what: '2 xattrs' }],
      privileged: [
        { path: 'also-su', what: 'setuid' },
        { path: 'group', what: 'setgid' },
      ],
    });
    expect(await list(dir.join('out.tar'))).toEqual(['./', 'also-su', 'group', 'marked', 'shared/', 'su']);
  });

  test('keeps its digests, and finds out by them that a layer has changed', async () => {
    await using dir = await tempDir();
    const made = await makeLayer(dir, { f: file('content'), s: symlink('f') });
    const archive = { kind: 'archive', output: hostPath(dir.join('a.tar')), tag: 't' } as const;
    const [layer = ''] = layersOf(made.chain);
    expect(getLayer(made.store, layer).exports).toBeUndefined();
    const { layers } = await exportMade(made, archive);
    const packed = await exportMade(made, { kind: 'layout', directory: hostPath(dir.join('l')), tag: 't' });
    const [{ diffId = '', digest = '', size = 0 } = {}] = packed.layers;
    expect(layers[0]?.diffId).toBe(diffId);
    expect(getLayer(made.store, layer).exports).toMatchObject({
      diffId,
      blobs: { none: { digest: diffId }, gzip: { digest, size } },
    });
    const content = join(treePath(made.store, layer), 'f');
    await writeFile(content, 'CONTENT'); // as long as before
    const damaged = { code: 'LAYOVER_LAYER_DAMAGED', message: expect.stringContaining(diffId) as string };
    await expect(exportMade(made, archive)).rejects.toMatchObject(damaged);
    await expect(
      exportMade(made, { kind: 'layout', directory: hostPath(dir.join('new')), tag: 't' }),
    ).rejects.toMatchObject(damaged);
    await expect(exportMade(made, archive, { compression: 'zstd' })).rejects.toMatchObject(damaged);
    // Nothing is read again where the blob is there, whole.
    await exportMade(made, { kind: 'layout', directory: hostPath(dir.join('l')), tag: 'again' });
  });

  test('of a layer that lost bytes fails by name, and leaves what was there', async () => {
    await using dir = await tempDir();
    const made = await makeLayer(dir, { 'd/big': file(Buffer.alloc(3_000_000, 'x')) });
    const [layer = ''] = layersOf(made.chain);
    const tar = dir.join('out.tar');
    await writeFile(tar, 'old');
    const content = join(treePath(made.store, layer), 'd/big');
    for (const spoil of [() => truncate(content, 5), () => appendFile(content, Buffer.alloc(4_000_000))]) {
      await spoil();
      for (const compression of ['none', 'gzip', 'zstd'] as const) {
        const done = exportMade(made, { kind: 'tar', output: hostPath(tar) }, { compression });
        await expect(done).rejects.toMatchObject({
          code: 'LAYOVER_TREE_CHANGED',
          message: expect.stringMatching(
            /^d\/big cannot be exported as it was stored: .*had 3000000 bytes/,
          ) as string,
        });
      }
    }
    expect(await readFile(tar, 'utf8')).toBe('old');
    expect((await readdir(dir.path)).sort()).toEqual(['home', 'out.tar', 'upper']);
    expect(await readdir(made.store.staging)).toEqual([]);
  });

  test('stops when it is canceled, in every form, and leaves nothing', async () => {
    await using dir = await tempDir();
    const made = await makeLayer(dir, { a: file(Buffer.alloc(5_000_000, 'a')), b: 'b' });
    const before = (await readdir(dir.path)).sort();
    for (const compression of ['none', 'gzip', 'zstd'] as const) {
      let calls = 0;
      const check = (): void => {
        calls += 1;
        if (calls > 4) throw new Error('stopped here');
      };
      const layout = dir.join('layout');
      for (const target of [
        { kind: 'tar', output: hostPath(dir.join('x')) },
        { kind: 'archive', output: hostPath(dir.join('x')), tag: 'x' },
        { kind: 'layout', directory: hostPath(layout), tag: 'x' },
      ] as const) {
        calls = 0;
        await expect(exportMade(made, target, { compression, check })).rejects.toThrow('stopped here');
      }
      expect(await readdir(join(layout, 'blobs/sha256'))).toEqual([]);
      expect(await readdir(layout)).toEqual(['blobs']);
    }
    expect((await readdir(dir.path)).sort()).toEqual([...before, 'layout'].sort());
  });
});

function blobPath(layout: string, digest = ''): string {
  return join(layout, 'blobs/sha256', digest.slice('sha256:'.length));
}
