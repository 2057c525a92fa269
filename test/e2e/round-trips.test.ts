import { mkdir, readdir } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { openLayover } from '#src/sandbox/open.js';
import { hasPrograms } from '../fixtures/programs.js';
import { describeUnless, isRoot } from '../fixtures/requirements.js';
import { diffSnapshots, type Snapshot, type SnapshotEntry, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { type MadeChain, makeRichChain } from '../layers/oci/export/rich-chain.js';
import { snapshotLayer } from '../layers/store-fixture.js';

const TOOLS = ['umoci', 'skopeo', 'buildah'];
const canRun = isRoot && hasPrograms(...TOOLS);

describeUnless(canRun, `needs root, and ${TOOLS.join(', ')}`)('what is exported', () => {
  let dir: TempDir;
  let made: MadeChain;
  let view: Snapshot;
  let layout: string;

  beforeAll(async () => {
    dir = await tempDir();
    made = await makeRichChain(dir);
    view = await snapshotChain(dir, made.directories);
    layout = dir.join('layout');
    await exportTo({ oci: layout });
    await exportTo({ oci: layout, tag: 'zstd' }, { compression: 'zstd' });
    await exportTo({ oci: layout, tag: 'plain' }, { compression: 'none' });
    await exportTo({ oci: layout, tag: 'flat' }, { flat: true });
    await exportTo({ docker: dir.join('docker.tar') });
    await exportTo({ ociArchive: dir.join('archive.tar'), tag: 'v1' }, { compression: 'gzip' });
  });
  afterAll(() => dir[Symbol.asyncDispose]());

  type Layers = Awaited<ReturnType<typeof openLayover>>['layers'];
  type Options = Parameters<Layers['export']>[1];

  async function exportTo(to: Options['to'], options: Omit<Options, 'to'> = {}): Promise<void> {
    await using layover = await openLayover({ home: dir.join('home') });
    await layover.layers.export(made.name, { to, ...options });
  }

  for (const tag of ['v1', 'plain', 'flat']) {
    test(`umoci lays down what a job would see (${tag})`, async () => {
      const bundle = dir.join(`bundle-${tag}`);
      await execa('umoci', ['unpack', '--image', `${layout}:${tag}`, bundle]);
      expect(diffSnapshots(view, await snapshotTree(`${bundle}/rootfs`))).toEqual([]);
    });
  }

  for (const [source, title] of [
    ['oci:layout:v1', 'a layout'],
    ['oci:layout:zstd', 'a layout with zstd'],
    ['oci-archive:archive.tar:v1', 'an OCI archive'],
    ['docker-archive:docker.tar', 'an archive for docker load'],
  ] as const) {
    test(`buildah lays down what a job would see, from ${title}`, async () => {
      await using buildah = await openBuildah(dir.path);
      const container = (await buildah.run('from', source)).split('\n').at(-1) ?? '';
      const mounted = await buildah.run('mount', container);
      expect(diffSnapshots(fromEpochOn(view), await snapshotTree(mounted))).toEqual([]);
    });
  }

  test('skopeo copies every form, and finds every digest to be right', async () => {
    const out = dir.join('copies');
    await mkdir(out);
    const sources = [
      `oci:${layout}:v1`,
      `oci:${layout}:zstd`,
      `oci-archive:${dir.join('archive.tar')}:v1`,
      `docker-archive:${dir.join('docker.tar')}:rich:v1`,
    ];
    for (const [index, source] of sources.entries()) {
      await execa('skopeo', ['copy', source, `dir:${out}/${index}`], { env: { TMPDIR: dir.path } });
      expect((await readdir(`${out}/${index}`)).filter((name) => /^[0-9a-f]{64}$/.test(name))).toHaveLength(
        4,
      );
    }
    const { stdout } = await execa('skopeo', ['inspect', '--config', `oci:${layout}:v1`]);
    expect(JSON.parse(stdout)).toMatchObject({ os: 'linux', rootfs: { type: 'layers' } });
  });
});

/** buildah takes no time before 1970. */
function fromEpochOn({ entries }: Snapshot): Snapshot {
  const bound = ({ mtimeNs, ...entry }: SnapshotEntry): SnapshotEntry =>
    mtimeNs === undefined ? entry : { ...entry, mtimeNs: mtimeNs < 0n ? 0n : mtimeNs };
  return { entries: new Map([...entries].map(([path, entry]) => [path, bound(entry)])) };
}

/** buildah with a store of its own, of which nothing is left when it is disposed of; paths are from `cwd`. */
async function openBuildah(
  cwd: string,
): Promise<AsyncDisposable & { run(...args: string[]): Promise<string> }> {
  const dir = await tempDir();
  const state = ['--root', dir.join('root'), '--runroot', dir.join('run'), '--storage-driver', 'vfs'];
  const env = { TMPDIR: dir.path, BUILDAH_ISOLATION: 'chroot' };
  const run = async (...args: string[]): Promise<string> =>
    (await execa('buildah', [...state, ...args], { env, cwd })).stdout.trim();
  return {
    run,
    [Symbol.asyncDispose]: async () => {
      try {
        await run('rm', '--all');
      } finally {
        await dir[Symbol.asyncDispose]();
      }
    },
  };
}

async function snapshotChain(dir: TempDir, [top = '', ...lowers]: readonly string[]): Promise<Snapshot> {
  const part = {
    at: ROOT_PATH,
    lowers: lowers.map((path) => hostPath(path)),
    upper: hostPath(top),
    marks: 'trusted' as const,
  };
  return await snapshotLayer(dir, top, part);
}
