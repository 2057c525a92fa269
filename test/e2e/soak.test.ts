import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { diffHostState, hostState, processesLeft } from '../fixtures/processes.js';
import { isFullRun } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { tempDir } from '../fixtures/temp.js';

const COUNT = isFullRun ? 10_000 : 300;
const SCRIPT = fileURLToPath(new URL('soak.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

/** What a runner may grow by without a leak: the collector's mood, and the allocator's. */
const RUNNER_SLACK = 24 << 20;
const KEEPER_SLACK = 256 << 10;

interface Side {
  readonly rss: number;
  readonly heap?: number;
  readonly fds: Readonly<Record<string, number>>;
}

interface Figures {
  readonly count: number;
  readonly warm: number;
  readonly seconds: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly before: { readonly runner: Side; readonly keeper: Side };
  readonly after: { readonly runner: Side; readonly keeper: Side };
  readonly left: number;
}

const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;

function report({ count, warm, seconds, outcomes, before, after }: Figures, seed: number): string {
  const grown = (side: 'runner' | 'keeper'): string =>
    `${side} ${mib(before[side].rss)} after ${warm} jobs, ${mib(after[side].rss)} after ${count}`;
  const ends = Object.entries(outcomes).map(([name, number]) => `${number} ${name}`);
  return `soak (seed ${seed}): ${count} jobs in ${seconds.toFixed(0)} s; ${grown('runner')}; ${grown('keeper')}; ${ends.join(', ')}`;
}

/** Kinds of which more are open than before. One more is no leak: ids and their namespace for a job made ready beside four. */
function grownIn(
  after: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): string[] {
  return Object.keys(after).filter((kind) => (after[kind] ?? 0) > (before[kind] ?? 0) + 1);
}

test(`${COUNT} jobs, four at a time, one in twenty killed, leave nothing behind`, async () => {
  await using dir = await tempDir({ isTraversable: true });
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const [home, marker] = [dir.join('home'), `marker-${crypto.randomUUID()}`];
  const seed = Number(process.env['LAYOVER_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const machine = await hostState();
  const words = ['--expose-gc', SCRIPT, DIST, home, rootfs, marker, String(COUNT), String(seed)];
  const { stdout } = await execa(process.execPath, words);
  const figures = JSON.parse(stdout) as Figures;
  const { before, after, outcomes, left } = figures;
  process.stdout.write(`${report(figures, seed)}\n`);

  expect(outcomes['signaled SIGKILL']).toBeGreaterThan(COUNT / 50);
  expect(Object.values(outcomes).reduce((sum, number) => sum + number, 0)).toBe(COUNT);
  expect(left).toBe(0);
  for (const side of ['runner', 'keeper'] as const)
    expect(grownIn(after[side].fds, before[side].fds), side).toEqual([]);
  expect(after.runner.rss - before.runner.rss).toBeLessThan(RUNNER_SLACK);
  expect(after.keeper.rss - before.keeper.rss).toBeLessThan(KEEPER_SLACK);
  expect(await processesLeft(marker)).toEqual([]);
  expect(await processesLeft(home)).toEqual([]);
  for (const folder of ['jobs', 'trash', 'attach', 'quarantine', 'staging'])
    expect(await readdir(`${home}/${folder}`), folder).toEqual([]);
  expect((await readdir(`${home}/locks`)).length).toBeLessThan(32);
  expect(diffHostState(machine, await hostState())).toEqual([]);
}, 3_600_000);
