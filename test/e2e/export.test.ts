import { expect, test } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { MODES, type Mode, openRunner } from './runner.js';

// Every time in the tar is the same then, whenever the jobs ran.
const STAMP = { sourceDateEpoch: 1_000_000_000 };
const SCRIPT =
  'mkdir /data && echo one > /data/a && ln /data/a /data/b && rm /usr/bin/du && rm -r /etc && mkdir /etc && chmod 4755 /data/a && ln -s a /data/s && mkfifo /data/p';

interface Exported {
  readonly listing: string;
  readonly topmost: string;
}

async function exportAs(mode: Mode, shared: TempDir): Promise<Exported> {
  await using runner = await openRunner(mode);
  const rootfs = runner.dir.join('rootfs');
  await runner.exec(['cp', '-a', '--no-preserve=ownership', shared.join('rootfs'), rootfs]);
  const ask = (store: readonly unknown[]) => ({ spec: { command: [] }, lowers: [], store });
  const tar = runner.dir.join('out.tar');
  const [run, zstd, plain, digests] = await runner.run(
    { spec: { command: ['sh', '-c', SCRIPT] }, lowers: [rootfs], layer: 'made' },
    ask(['export', 'made', { to: { oci: runner.dir.join('layout') }, compression: 'zstd', ...STAMP }]),
    ask(['export', 'made', { to: { tar }, ...STAMP }]),
    ask(['export', 'made', { to: { docker: runner.dir.join('docker.tar') }, ...STAMP }]),
  );
  expect([run?.failure, zstd?.failure, plain?.failure]).toEqual([undefined, undefined, undefined]);
  const { stdout, stderr } = await runner.exec(['tar', '--numeric-owner', '-tvf', tar]);
  expect(stderr).toBe('');
  const layers = (digests?.value as { layers: Array<{ diffId: string }> }).layers;
  expect((zstd?.value as { layers: Array<{ diffId: string }> }).layers.map(({ diffId }) => diffId)).toEqual(
    layers.map(({ diffId }) => diffId),
  );
  return { listing: stdout, topmost: layers.at(-1)?.diffId ?? '' };
}

for (const mode of MODES) {
  test(`what a job made goes out with the owners it saw (${mode})`, async () => {
    await using shared = await tempDir({ isTraversable: true });
    await buildRootfs(shared.join('rootfs'));
    const { listing } = await exportAs(mode, shared);
    const lines = listing.trim().split('\n');
    expect(lines.filter((line) => !/^\S{10} 0\/0 /.test(line))).toEqual([]);
    for (const line of [
      / data\/a$/,
      /^hrwsr-xr-x .* data\/b link to data\/a$/,
      /^l.* data\/s -> a$/,
      /^p.* data\/p$/,
      / usr\/bin\/\.wh\.du$/,
      / etc\/\.wh\.passwd$/,
    ]) {
      expect(listing).toMatch(new RegExp(line.source, 'm'));
    }
  });
}

rootTest('root and rootless make the same layer of the same job', async () => {
  await using shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
  const digests = [];
  for (const mode of ['root', 'ranges', 'single'] as const)
    digests.push((await exportAs(mode, shared)).topmost);
  expect(new Set(digests).size).toBe(1);
});
