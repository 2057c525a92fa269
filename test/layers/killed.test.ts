import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { listLayerIds } from '#src/layers/collect.js';
import { layersOf, listRefs, removeRef } from '#src/layers/refs.js';
import { sweepStaging } from '#src/layers/staging.js';
import type { LayerStore } from '#src/layers/store.js';
import { verifyLayer } from '#src/layers/verify.js';
import { openLayover } from '#src/sandbox/open.js';
import { layoutOf, writeLayout } from '../fixtures/images.js';
import { isFullRun, rootTest } from '../fixtures/requirements.js';
import { hardLink, symbolic, tar, text as textFile } from '../fixtures/tars.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { character, copyTree, directory, link, symlink, tree } from '../fixtures/tree.js';
import { commitPart, openStore } from './store-fixture.js';

const LOADER = new URL('kill-loader.mjs', import.meta.url).href;
const STEP = fileURLToPath(new URL('killed-step.mjs', import.meta.url));
const STORM = fileURLToPath(new URL('storm.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** Above this many points at which it could be killed, only some are tried; every one with --full. */
const POINTS_MAX = isFullRun ? Number.POSITIVE_INFINITY : 25;

interface Step {
  readonly status: string | number | null;
  readonly calls: number;
  readonly stderr: string;
}

async function runStep(dir: TempDir, action: string, killAt?: number): Promise<Step> {
  const env = { ...process.env, ...(killAt !== undefined && { LAYOVER_KILL_AT: String(killAt) }) };
  const child = spawn(
    process.execPath,
    ['--import', LOADER, STEP, DIST, dir.join('home'), action, dir.join('upper')],
    { env },
  );
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, string | null]>,
  ]);
  return { status: signal ?? code, calls: Number(stdout), stderr };
}

const UPPER = {
  'd/a': 'some',
  'd/b': link('d/a'),
  'd/l': symlink('a'),
  gone: character(0, 0),
  'e/': directory({ mode: 0o700, xattrs: { 'user.k': 'v' } }),
} as const;

/** Two layers, the second of which deletes, and links to what the first one has. */
const IMAGE = [
  tar(textFile('d/a', 'one'), textFile('d/gone'), symbolic('l', 'd')),
  tar(
    textFile('d/.wh.gone', ''),
    hardLink('d/b', 'd/a'),
    textFile('e/.wh..wh..opq', ''),
    textFile('e/x', 'two'),
  ),
];

/** A store with `app` on one layer, `second` on another, and a third that nothing names. */
async function prepare(dir: TempDir): Promise<LayerStore> {
  const store = await openStore(dir);
  for (const [name, content] of [
    ['app', 'one'],
    ['second', 'two'],
    ['unnamed', 'three'],
  ] as const) {
    await mkdir(dir.join(name));
    await tree(dir.join(name), { 'f/x': content });
    commitPart(store, { at: ROOT_PATH, lowers: [], upper: hostPath(dir.join(name)), marks: 'trusted' }, name);
  }
  removeRef(store, 'unnamed');
  await mkdir(dir.join('upper'));
  await tree(dir.join('upper'), UPPER);
  await writeLayout(dir.join('image'), layoutOf({ layers: IMAGE }));
  await copyTree(dir.join('home'), dir.join('master'));
  return store;
}

/** After the next start: what is there is whole, and what a name stands for is there. */
async function checkStore(dir: TempDir, store: LayerStore): Promise<string> {
  sweepStaging(store);
  expect(await readdir(store.staging)).toEqual([]);
  const ids = listLayerIds(store);
  for (const id of ids) expect(verifyLayer(store, id), id).toEqual([]);
  const refs = listRefs(store);
  for (const id of refs.flatMap(({ chain }) => layersOf(chain))) expect(ids).toContain(id);
  const layover = await openLayover({ home: dir.join('home') });
  await layover.layers.collect();
  await layover.close();
  expect(await readdir(store.trash)).toEqual([]);
  expect((await readdir(store.refs)).filter((name) => name.startsWith('.'))).toEqual([]);
  for (const id of listRefs(store).flatMap(({ chain }) => layersOf(chain)))
    expect(verifyLayer(store, id)).toEqual([]);
  return JSON.stringify([refs.map(({ name, chain }) => [name, chain])]);
}

for (const [action, outcomes] of [
  ['commit', 2],
  ['import', 2],
  ['tag', 2],
  ['retag', 2],
  ['rm', 2],
  ['gc', 1],
] as const) {
  rootTest(`${action}, killed before any of its steps, leaves the old state or the new one`, async () => {
    await using dir = await tempDir();
    const store = await prepare(dir);
    const restore = async () => {
      const { execa } = await import('execa');
      await execa('rm', ['-rf', dir.join('home')]);
      await copyTree(dir.join('master'), dir.join('home'));
    };
    const whole = await runStep(dir, action);
    expect(whole.stderr).toBe('');
    const states = new Set([await checkStore(dir, store)]);
    expect(whole.calls).toBeGreaterThan(3);
    const stride = Math.ceil(whole.calls / POINTS_MAX);
    const steps: string[] = [];
    for (let at = 1; at <= whole.calls; at += stride) {
      await restore();
      const { status, stderr } = await runStep(dir, action, at);
      expect(status, stderr).toBe('SIGKILL');
      steps.push(stderr.trim());
      states.add(await checkStore(dir, store));
    }
    expect(states.size, [...states].join('\n')).toBeLessThanOrEqual(outcomes);
    console.log(`killed ${action} at ${steps.length} of ${whole.calls} calls; ${states.size} states seen`);
  });
}

const STORM_MS = isFullRun ? 60_000 : 6_000;

rootTest(
  'processes that commit, name and collect at once, each killed at any moment, never break a name',
  async () => {
    await using dir = await tempDir();
    const store = await prepare(dir);
    const until = Date.now() + STORM_MS;
    let [killed, failures] = [0, ''];
    const one = async (): Promise<void> => {
      while (Date.now() < until) {
        const child = spawn(process.execPath, [STORM, DIST, dir.join('home'), dir.join('upper')], {
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        const ended = once(child, 'exit');
        const said = text(child.stderr);
        await delay(150 + Math.random() * 600);
        if (child.kill('SIGKILL')) killed += 1;
        await ended;
        failures += await said;
      }
    };
    await Promise.all([one(), one(), one(), one()]);
    expect(failures).toBe('');
    expect(killed).toBeGreaterThan(10);
    await checkStore(dir, store);
    console.log(`killed ${killed} processes`);
  },
);
