/** What others write comes in as they mean it: images of umoci and buildah, and our own exports. */
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import { makeUmociImage, openBuildah, unpackWithUmoci } from '../fixtures/images.js';
import { hasPrograms } from '../fixtures/programs.js';
import { describeUnless, isRoot } from '../fixtures/requirements.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { absent, directory, fifo, file, link, symlink, type TreeSpec, tree } from '../fixtures/tree.js';
import { makeRichChain } from '../layers/oci/export/rich-chain.js';
import { snapshotLayer } from '../layers/store-fixture.js';

const CAPABILITY = Buffer.from('0100000200040000000000000000000000000000', 'hex');
const LONG = 'long-'.repeat(30);

const BASE: TreeSpec = {
  '': directory({ mode: 0o711 }),
  'etc/': directory({ mode: 0o750, uid: 3, gid: 4, xattrs: { 'user.dir': 'yes' } }),
  'etc/passwd': 'root\n',
  'etc/gone': 'x',
  'opaque/old': 'old',
  'opaque/sub/old': 'old',
  'turns/into/file': 'x',
  'was-file': 'x',
  'was-link': symlink('etc'),
  'links/a': 'linked',
  'links/b': link('links/a'),
  'gone/deep/file': 'x',
};

const CHANGES: TreeSpec = {
  'etc/': directory({ mode: 0o755, uid: 3, gid: 4 }),
  'etc/gone': absent(),
  'etc/sudo': file('s', { mode: 0o4755 }),
  'etc/ping': file('p', {
    mode: 0o755,
    uid: 9,
    gid: 3_000_000,
    xattrs: { 'security.capability': CAPABILITY },
  }),
  opaque: absent(),
  'opaque/sub/new': 'new',
  turns: absent(),
  'turns ': 'a blank at the end',
  'was-file': absent(),
  'was-file/inside': 'x',
  'was-link': absent(),
  'was-link/inside': 'x',
  'links/c': link('links/a'),
  gone: absent(),
  pipe: fifo({ mode: 0o600 }),
  sticky: directory({ mode: 0o1777 }),
  [`${LONG}/${LONG}`]: file('x'.repeat(70_000)),
  'naïve-☃': symlink('../../etc/passwd'),
};

const TOOLS = ['umoci', 'skopeo', 'buildah'];

describeUnless(isRoot && hasPrograms(...TOOLS), `needs root, and ${TOOLS.join(', ')}`)('import', () => {
  let dir: TempDir;
  let layover: Layover;
  beforeAll(async () => {
    dir = await tempDir();
    layover = await openLayover({ home: dir.join('home') });
  });
  afterAll(async () => {
    await layover.close();
    await dir[Symbol.asyncDispose]();
  });

  async function snapshotName(name: string): Promise<Snapshot> {
    const [top = '', ...lowers] = layover.layers.inspect(name).directories;
    await using scratch = await tempDir();
    const part = { at: ROOT_PATH, lowers: lowers.map((one) => hostPath(one)), upper: hostPath(top) };
    return await snapshotLayer(scratch, top, { ...part, marks: 'trusted' });
  }

  test('an image of umoci shows what umoci lays down', async () => {
    const layout = dir.join('umoci');
    await makeUmociImage(layout, 'v1', [(rootfs) => tree(rootfs, BASE), (rootfs) => tree(rootfs, CHANGES)]);
    await execa('umoci', ['config', '--image', `${layout}:v1`, '--config.env', 'A=1', '--config.cmd', 'x']);
    const report = await layover.layers.import(layout, { name: 'umoci:v1' });
    expect(report).toMatchObject({ format: 'image', newLayers: 2, notes: [], platform: 'linux/amd64' });
    const wanted = await snapshotTree(await unpackWithUmoci(`${layout}:v1`, dir.join('bundle')));
    expect(diffSnapshots(wanted, await snapshotName('umoci:v1'))).toEqual([]);
    expect(layover.layers.inspect('umoci:v1').config).toMatchObject({
      architecture: 'amd64',
      config: { Env: ['A=1'], Cmd: ['x'] },
      history: [{}, {}, { empty_layer: true }],
    });
  });

  test('an image of buildah shows what buildah mounts, from every form that it and skopeo write', async () => {
    await using buildah = await openBuildah(dir.path);
    const first = await buildah.open('scratch');
    await tree(first.rootfs, BASE);
    await buildah.run('commit', '--quiet', first.container, 'first');
    const second = await buildah.open('localhost/first');
    await tree(second.rootfs, CHANGES);
    await buildah.run('commit', '--quiet', second.container, 'second');
    const { rootfs } = await buildah.open('localhost/second');
    // buildah writes nothing about the root itself, and each reader has a default of its own.
    const wanted = withoutRoot(await snapshotTree(rootfs));
    const ids = new Set<string>();
    for (const [form, path] of [
      ['oci:b-oci:v1', 'b-oci'],
      ['oci-archive:b-oci.tar:v1', 'b-oci.tar'],
      ['docker-archive:b-docker.tar:b:v1', 'b-docker.tar'],
    ] as const) {
      await buildah.run('push', '--quiet', 'localhost/second', form);
      const { layers } = await layover.layers.import(dir.join(path), { name: 'buildah' });
      ids.add(layers.join());
      expect(diffSnapshots(wanted, withoutRoot(await snapshotName('buildah'))), form).toEqual([]);
    }
    expect(ids.size).toBe(1);
    for (const id of layover.layers.ids()) expect(await layover.layers.verify(id)).toEqual([]);
  });

  test('what was exported comes back as the same layers, from every form', async () => {
    const made = await makeRichChain(dir, { binaryNames: true });
    const wanted = layover.layers.inspect(made.name).layers.map(({ id }) => `sha256:${id}`);
    await layover.layers.export(made.name, { to: { oci: dir.join('out'), tag: 'gz' } });
    await layover.layers.export(made.name, { to: { oci: dir.join('out'), tag: 'zst' }, compression: 'zstd' });
    await layover.layers.export(made.name, { to: { docker: dir.join('docker.tar') } });
    await execa('gzip', ['-k', dir.join('docker.tar')]);
    for (const [path, ref] of [
      ['out', 'gz'],
      ['out', 'zst'],
      ['docker.tar', undefined],
      ['docker.tar.gz', undefined],
    ] as const) {
      const { layers, notes } = await layover.layers.import(dir.join(path), {
        name: 'back',
        ref,
        devices: 'keep',
      });
      // The lowest of the chain is a plain directory, which became a layer on its way.
      expect([layers.slice(0, -1), notes], `${path} ${ref}`).toEqual([wanted, []]);
    }
  });
});

function withoutRoot({ entries }: Snapshot): Snapshot {
  return { entries: new Map([...entries].filter(([path]) => path !== '')) };
}
