/** One step of the store's in a process of its own, on a store made for it, which is checked afterwards. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { listLayerIds } from '#src/layers/collect.js';
import { layersOf, listRefs, removeRef } from '#src/layers/refs.js';
import { sweepStaging } from '#src/layers/staging.js';
import type { LayerStore } from '#src/layers/store.js';
import { verifyLayer } from '#src/layers/verify.js';
import { openLayover } from '#src/sandbox/open.js';
import { layoutOf, writeLayout } from '../fixtures/images.js';
import { isFullRun } from '../fixtures/requirements.js';
import { hardLink, symbolic, tar, text as textFile } from '../fixtures/tars.js';
import type { TempDir } from '../fixtures/temp.js';
import { character, copyTree, directory, link, symlink, tree } from '../fixtures/tree.js';
import { commitPart, openStore } from './store-fixture.js';

export const LOADER = new URL('kill-loader.mjs', import.meta.url).href;
export const STEP = fileURLToPath(new URL('killed-step.mjs', import.meta.url));
export const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** Above this many points at which it could be killed, only some are tried; every one with --full. */
export const POINTS_MAX = isFullRun ? Number.POSITIVE_INFINITY : 25;

export interface Step {
  readonly status: string | number | null;
  readonly calls: number;
  readonly stderr: string;
  /** What it failed with, as JSON; empty where it went well. */
  readonly failure: string;
}

/** At which of its calls it is killed, or which fails, with what. Without either it is only counted. */
interface StepAt {
  readonly killAt?: number;
  readonly failAt?: number;
  readonly failWith?: 'EIO' | 'ENOSPC' | 'EDQUOT';
  /** Counts also what writes bytes, and what node:fs does. */
  readonly countsAll?: boolean;
}

function envOf({ killAt, failAt, failWith, countsAll }: StepAt): NodeJS.ProcessEnv {
  return {
    ...(countsAll === true && { LAYOVER_COUNT_ALL: '1' }),
    ...(killAt !== undefined && { LAYOVER_KILL_AT: String(killAt) }),
    ...(failWith !== undefined && { LAYOVER_FAIL_WITH: failWith, LAYOVER_FAIL_AT: String(failAt ?? 0) }),
  };
}

export async function runStep(dir: TempDir, action: string, at: StepAt = {}): Promise<Step> {
  const env = { ...process.env, ...envOf(at) };
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
  const [calls, ...failure] = stdout.split('\n');
  return { status: signal ?? code, calls: Number(calls), stderr, failure: failure.join('') };
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
export async function prepare(dir: TempDir): Promise<LayerStore> {
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
export async function checkStore(dir: TempDir, store: LayerStore): Promise<string> {
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

/** Puts the store back as it was prepared. */
export async function restore(dir: TempDir): Promise<void> {
  await execa('rm', ['-rf', dir.join('home')]);
  await copyTree(dir.join('master'), dir.join('home'));
}
