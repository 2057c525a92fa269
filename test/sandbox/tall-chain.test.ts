import { mkdir, rm, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { layersOf, listRefs, writeRef } from '#src/layers/refs.js';
import { openLayover } from '#src/sandbox/open.js';
import { openHome } from '#src/sandbox/state/home.js';
import { collect, openSession, type Session } from '../e2e/session.js';
import { rootTest } from '../fixtures/requirements.js';
import { character, directory, type TreeSpec, tree } from '../fixtures/tree.js';
import { commitPart } from '../layers/store-fixture.js';

const LAYERS = 600;
const DIRECTORIES = 6;
const FILES = 9;

/** The files that are to be seen, by path. */
type Shown = Map<string, string>;

/** An upper with one change over `shown`, which has it afterwards. */
function changeOnce(shown: Shown, index: number, random: (below: number) => number): TreeSpec {
  const dir = `t/d${random(DIRECTORIES)}`;
  const file = `${dir}/f${random(FILES)}`;
  const inside = [...shown.keys()].filter((path) => path.startsWith(`${dir}/`));
  const forget = (paths: readonly string[]) => paths.forEach((path) => void shown.delete(path));
  const kind = random(10);
  if (kind === 0 && inside.length > 0) {
    forget(inside);
    return { [dir]: character(0, 0) };
  }
  if (kind <= 2 && shown.has(file)) {
    forget([file]);
    return { [file]: character(0, 0) };
  }
  const isOpaque = kind === 3 && inside.length > 0;
  if (isOpaque) forget(inside);
  shown.set(file, String(index));
  const attributes = isOpaque ? { xattrs: { 'trusted.overlay.opaque': 'y' } } : {};
  return { [`${dir}/`]: directory(attributes), [file]: String(index) };
}

/** Names of two chains in the store: `open` lies on something, `whole` has the root file system as its lowest layer. */
async function makeChains(session: Session): Promise<Shown> {
  const { store } = await openHome(session.home);
  const seed = Date.now() % 1e6;
  console.log(`seed ${seed}`);
  let state = seed;
  const random = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  const shown: Shown = new Map();
  const part = { at: ROOT_PATH, marks: 'trusted' as const };
  const base = commitPart(store, { ...part, lowers: [], upper: hostPath(session.rootfs) }, 'base').record.id;
  const ids: string[] = [];
  // What all layers so far show: as a single lower, for the height of the chain to cost nothing here.
  const below = hostPath(session.dir.join('below'));
  for (let at = 0; at < DIRECTORIES; at += 1) await mkdir(`${below}/t/d${at}`, { recursive: true });
  for (let index = 0; index < LAYERS; index += 1) {
    const upper = session.dir.join('upper');
    await mkdir(upper);
    const before = [...shown.keys()];
    const spec = changeOnce(shown, index, random);
    shown.set(`t/i${index}`, 'x');
    await tree(upper, { ...spec, [`t/i${index}`]: 'x' });
    const { id } = commitPart(store, { ...part, lowers: [below], upper: hostPath(upper) }, 'made').record;
    ids.unshift(id);
    for (const path of before) if (!shown.has(path)) await rm(`${below}/${path}`);
    for (const path of Object.keys(spec).filter((one) => shown.has(one)))
      await writeFile(`${below}/${path}`, String(index));
    await writeFile(`${below}/t/i${index}`, 'x');
    await rm(upper, { recursive: true });
  }
  const createdAt = new Date().toISOString();
  const chain = ids.map((layer) => ({ layer }));
  writeRef(store, { name: 'open', createdAt, chain, config: {} });
  writeRef(store, { name: 'whole', createdAt, chain: [...chain, { layer: base }], config: {} });
  return shown;
}

rootTest(
  'a chain of 600 layers shows what its layers show, through one merged layer that two runners make once',
  async () => {
    await using session = await openSession();
    const shown = await makeChains(session);
    const expected = [...shown].map(([path, content]) => `/${path}:${content}`).sort();
    const notices: string[] = [];
    const show = async (layover: Session['layover'], lowers: string[]): Promise<string[]> => {
      const stdout = collect();
      const onNotice = (notice: string): void => void notices.push(notice);
      const command = ['sh', '-c', 'grep -r "" /t; echo more >/t/more'];
      const job = await layover.run({ lowers, command, stdout: stdout.stream, onNotice });
      expect(job.outcome).toMatchObject({ kind: 'exited', exitCode: 0 });
      expect((await job.readChanges()).map(({ kind, path }) => `${kind} ${path}`)).toEqual(['added t/more']);
      if (lowers[0] === 'whole') await job.commitLayer({ name: 'taller' });
      await job.discard();
      return stdout.text().trim().split('\n').sort();
    };
    await using second = await openLayover({ home: session.home });
    const both = [session.layover, second].map((layover) => show(layover, ['whole']));
    for (const seen of await Promise.all(both)) expect(seen).toEqual(expected);
    expect(await show(second, ['open', session.rootfs])).toEqual(expected);
    expect(notices.filter((notice) => notice.startsWith('merging'))).toHaveLength(2);

    const { store } = await openHome(session.home);
    const refs = listRefs(store);
    const merged = refs.filter(({ name }) => name.startsWith('layover/merged/'));
    expect(merged).toHaveLength(2);
    for (const id of merged.flatMap(({ chain }) => layersOf(chain)))
      expect(await second.layers.verify(id)).toEqual([]);
    // What is committed on top stands on the layers themselves.
    expect(refs.find(({ name }) => name === 'taller')?.chain).toHaveLength(LAYERS + 2);
  },
  300_000,
);
