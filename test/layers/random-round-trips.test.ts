import { mkdir } from 'node:fs/promises';
import { execa } from 'execa';
import fc from 'fast-check';
import { expect } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { exportChain } from '#src/layers/oci/export/export-chain.js';
import { type LayerStore, treePath } from '#src/layers/store.js';
import { readManifest } from '#src/layers/verify.js';
import { isFullRun, rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import { copyTree, tree } from '../fixtures/tree.js';
import { applyManifest } from './apply-manifest.js';
import { applyTars } from './apply-tar.js';
import { type TreePair, treePair } from './random-pairs.js';
import { commitPart, openStore } from './store-fixture.js';

const RUNS = Number(process.env['LAYOVER_TEST_RUNS'] ?? (isFullRun ? 5_000 : 500));
const SEED = Number(process.env['LAYOVER_TEST_SEED'] ?? Date.now() % 2 ** 31);
const BATCH = 50;
const PER_TEST = 2 * BATCH;

for (let first = 0; first < RUNS; first += PER_TEST) {
  const title = `apply(A, diff(A, B)) is B, by the manifest, by the tar and when mounted, from case ${first} on`;
  rootTest(title, async () => {
    console.log(`random-round-trips: cases ${first} to ${first + PER_TEST - 1} of LAYOVER_TEST_SEED=${SEED}`);
    const pairs = fc.sample(treePair, { numRuns: PER_TEST, seed: SEED + first });
    let deletions = 0;
    for (let from = 0; from < pairs.length; from += BATCH) {
      deletions += await checkBatch(pairs.slice(from, from + BATCH), first + from);
    }
    // Of a generator that makes nothing worth looking at, all of this would hold too.
    expect(deletions).toBeGreaterThan(PER_TEST / 5);
  });
}

interface Case {
  readonly index: number;
  readonly root: string;
  readonly layer: string;
  readonly after: Snapshot;
}

// The mounts are in a namespace of their own and are gone with the shell, which a batch shares.
const MOUNT_ALL = `
while read -r tree root; do
  mkdir "$root/merged"
  mount -t overlay overlay -o "ro,lowerdir=$tree:$root/a,redirect_dir=nofollow,metacopy=off,index=off,xino=off" "$root/merged"
  LC_ALL=C cp -a "$root/merged" "$root/mounted" 2>"$root/says" || ! grep -v 'cannot stat.*No such file' "$root/says" >&2
  umount "$root/merged"
done`;

/** Many pairs at once: processes cost more than trees of a handful of names. How many deletions there were. */
async function checkBatch(pairs: readonly TreePair[], from: number): Promise<number> {
  await using dir = await tempDir({ parent: '/dev/shm' });
  const store = await openStore(dir);
  const cases: Case[] = [];
  let deletions = 0;
  for (const [at, pair] of pairs.entries()) {
    const { entries, ...made } = await makeCase(store, pair, {
      index: from + at,
      root: dir.join(`case${at}`),
    });
    deletions += entries.filter(({ kind }) => kind === 'deleted').length;
    cases.push(made);
  }
  await applyTars(cases.map(({ root }) => [`${root}/layer.tar`, `${root}/unpacked`]));
  const input = cases.map(({ layer, root }) => `${treePath(store, layer)} ${root}\n`).join('');
  await execa('unshare', ['-m', '--propagation', 'private', 'sh', '-e', '-c', MOUNT_ALL], { input });
  for (const { index, root, after } of cases) {
    expect(diffSnapshots(after, await snapshotTree(`${root}/unpacked`)), `the tar of ${index}`).toEqual([]);
    expect(diffSnapshots(after, await snapshotTree(`${root}/mounted`)), `the mount of ${index}`).toEqual([]);
  }
  return deletions;
}

async function makeCase(
  store: LayerStore,
  { before, edits }: TreePair,
  { index, root }: { index: number; root: string },
): Promise<Case & { entries: ReturnType<typeof readManifest> }> {
  await mkdir(`${root}/a`, { recursive: true, mode: 0o755 });
  await tree(`${root}/a`, before);
  await tree(await copyTree(`${root}/a`, `${root}/b`), edits);
  await copyTree(`${root}/a`, `${root}/unpacked`);
  const lower = hostPath(`${root}/a`);
  const part = { at: ROOT_PATH, lowers: [lower], upper: hostPath(`${root}/b`), marks: 'plain' as const };
  const { record } = commitPart(store, { ...part, lowerMarks: 'trusted' });
  const entries = readManifest(store, record.id);
  const [a, after] = [await snapshotTree(`${root}/a`), await snapshotTree(`${root}/b`)];
  expect(diffSnapshots(after, applyManifest(a, entries)), `the manifest of ${index}`).toEqual([]);
  const chain = [{ layer: record.id }, { directory: { path: `${root}/a` } }];
  const target = { kind: 'tar', output: hostPath(`${root}/layer.tar`) } as const;
  await exportChain({ store, chain, target, marks: 'trusted' });
  return { index, root, layer: record.id, after, entries };
}
