import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { readChanges } from '#src/diff/read-changes.js';
import { commitLayer } from '#src/layers/commit-layer.js';
import { exportChain } from '#src/layers/oci/export/export-chain.js';
import { importLayers } from '#src/layers/oci/import/import-layers.js';
import { getRef } from '#src/layers/refs.js';
import type { LayerStore } from '#src/layers/store.js';
import { openHome } from '#src/sandbox/state/home.js';
import { type Contender, type Gap, type Suite, type Target, timeMs } from '../suite.js';
import { fillTree, makeEntries } from './layer-trees.js';

const FILES = 20_000;
/** About 1 GiB in all. */
const FILE_BYTES = 53_687;
const ENTRIES = 100_000;

const TAR_DIGEST = 'tar c | sha256sum';
const COMMIT = 'commit to a layer';
const TAR_FILE = 'tar c to a file';
const EXPORT = 'export of a layer to a tar';
const UMOCI = 'umoci unpack';
const IMPORT = 'import of the same image';
const FIND = 'find -printf with stat';
const DIFF = 'diff of as many entries';

/**
 * An upper of 1 GiB into the store and out of it, and in as others do; and the diff of an upper of many entries. Each
 * against a program that does as much of it as any does, all of them ending on the disk.
 */
export const layersSuite: Suite = {
  name: 'layers',
  description: `1 GiB in ${FILES} files: commit, export, import; a diff of ${ENTRIES} entries`,
  samplesMax: 5,
  seconds: 150,
  setUpSeconds: 60,
  targets: [
    atMost(1, COMMIT, TAR_DIGEST, 'a commit is faster than tar c | sha256sum'),
    atMost(1.5, EXPORT, TAR_FILE, 'an export takes at most 1.5 times as long as GNU tar'),
    atMost(0.5, IMPORT, UMOCI, 'an import is at least twice as fast as umoci unpack'),
    atMost(3, DIFF, FIND, 'a diff takes at most 3 times as long as find -printf with stat'),
  ],
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const upper = join(folder, 'upper');
    const entries = join(folder, 'entries');
    await fillTree(upper, { files: FILES, bytes: FILE_BYTES });
    makeEntries(entries, ENTRIES);
    const { store } = await openHome(join(folder, 'stored'));
    commit(store, upper);
    await exportLayout(store, folder);
    await execa('sync', ['-f', folder]);
    const gaps: Gap[] = [];
    const contenders = [
      tarDigest(upper),
      committer(folder, upper),
      tarFile(folder, upper),
      exporter(folder, store),
      ...((await isInstalled('umoci')) ? [umoci(folder), importer(folder)] : []),
      finder(entries),
      differ(entries),
    ];
    if (!contenders.some(({ name }) => name === UMOCI)) {
      gaps.push({ name: UMOCI, reason: 'umoci is not installed' });
    }
    return { contenders, gaps, shared };
  },
};

function atMost(ratio: number, contender: string, over: string, text: string): Target {
  return { text, contender, over, bound: { atMost: ratio } };
}

async function isInstalled(program: string): Promise<boolean> {
  return (await execa(program, ['--version'], { reject: false })).exitCode === 0;
}

function contender(name: string, sample: () => Promise<number>, yardstick?: string): Contender {
  const dispose = { [Symbol.asyncDispose]: () => Promise.resolve() };
  return { name, sample, ...(yardstick !== undefined && { yardstick }), ...dispose };
}

function tarDigest(upper: string): Contender {
  return contender(TAR_DIGEST, () => timeMs(() => execa('sh', ['-c', 'tar c -C "$0" . | sha256sum', upper])));
}

function partOf(upper: string): Parameters<typeof readChanges>[0] {
  return { at: ROOT_PATH, lowers: [], upper: hostPath(upper), marks: 'trusted' };
}

function commit(store: LayerStore, upper: string): void {
  const part = partOf(upper);
  const changes = readChanges(part, { exactLinks: true });
  const { isNew } = commitLayer(changes, { store, part, style: 'trusted', name: 'made' });
  if (!isNew) throw new Error('The layer was there before');
}

function committer(folder: string, upper: string): Contender {
  const home = join(folder, 'home');
  return contender(COMMIT, async () => {
    await rm(home, { recursive: true, force: true });
    const { store } = await openHome(home);
    return await timeMs(() => Promise.resolve(commit(store, upper)));
  });
}

const TAR_SCRIPT = 'tar c --xattrs --format=posix -C "$0" . > "$1" && sync "$1"';

function tarFile(folder: string, upper: string): Contender {
  const file = join(folder, 'gnu.tar');
  return contender(TAR_FILE, async () => {
    await rm(file, { force: true });
    return await timeMs(() => execa('sh', ['-c', TAR_SCRIPT, upper, file]));
  });
}

function exporter(folder: string, store: LayerStore): Contender {
  const file = join(folder, 'own.tar');
  const sample = async (): Promise<number> => {
    await rm(file, { force: true });
    const target = { kind: 'tar' as const, output: hostPath(file) };
    return await timeMs(() => exportChain({ store, ...chainOf(store), marks: 'trusted', target }));
  };
  return contender(EXPORT, sample, TAR_FILE);
}

function chainOf(store: LayerStore): Pick<Parameters<typeof exportChain>[0], 'chain'> {
  return { chain: getRef(store, 'made').chain };
}

async function exportLayout(store: LayerStore, folder: string): Promise<void> {
  const target = { kind: 'layout' as const, directory: hostPath(join(folder, 'layout')), tag: 'made' };
  await exportChain({ store, ...chainOf(store), marks: 'trusted', target });
}

function umoci(folder: string): Contender {
  const bundle = join(folder, 'bundle');
  return contender(UMOCI, async () => {
    await rm(bundle, { recursive: true, force: true });
    const script = 'umoci unpack --image "$0" "$1" && sync -f "$1"';
    return await timeMs(() => execa('sh', ['-c', script, `${join(folder, 'layout')}:made`, bundle]));
  });
}

function importer(folder: string): Contender {
  const home = join(folder, 'imported');
  const control = { check: () => undefined, onProgress: () => undefined };
  const sample = async (): Promise<number> => {
    await rm(home, { recursive: true, force: true });
    const { store } = await openHome(home);
    const source = hostPath(join(folder, 'layout'));
    return await timeMs(() => importLayers({ store, style: 'trusted', source, name: 'in' }, control));
  };
  return contender(IMPORT, sample, UMOCI);
}

const PRINTF = ['-printf', '%p %y %s %m %U %G %n %i %T@ %C@\n'];

function finder(entries: string): Contender {
  return contender(FIND, () => timeMs(() => execa('find', [entries, ...PRINTF], { stdout: 'ignore' })));
}

function differ(entries: string): Contender {
  const sample = (): Promise<number> =>
    timeMs(async () => {
      const changes = readChanges(partOf(entries));
      if (changes.length < ENTRIES) throw new Error(`A diff of ${changes.length} changes`);
      await Promise.resolve();
    });
  return contender(DIFF, sample, FIND);
}
