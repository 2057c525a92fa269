import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { DriverName } from '#src/overlay/driver.js';
import { openLayover } from '#src/sandbox/open.js';
import { mayUseFuse } from '../fixtures/fuse.js';
import { diffHostState, hostState, processesLeft } from '../fixtures/processes.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { tempDir } from '../fixtures/temp.js';

const KILLS = 200;
// Most rounds use the kernel's overlay; a fuse daemon must not outlive its job either, nor half a copy its runner.
const DRIVERS: readonly DriverName[] = [
  'kernel',
  'kernel',
  'kernel',
  mayUseFuse() ? 'fuse' : 'kernel',
  'kernel',
  'kernel',
  'copy',
  'kernel',
];
const SCRIPT = fileURLToPath(new URL('killed-runner.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

interface Started {
  readonly home: string;
  readonly rootfs: string;
  readonly marker: string;
  readonly driver: DriverName;
}

/** Resolves when the runner is about to start its jobs. */
async function startRunner({ home, rootfs, marker, driver }: Started): Promise<ChildProcess> {
  const child = spawn(process.execPath, [SCRIPT, DIST, home, rootfs, marker, driver], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  expect(child.exitCode, 'the runner has ended by itself').toBe(null);
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** Names below `folder`, until there are none or time is up. */
async function namesLeft(folder: string, withinMs = 5_000): Promise<string[]> {
  const end = performance.now() + withinMs;
  for (;;) {
    const names = await readdir(folder);
    if (names.length === 0 || performance.now() > end) return names;
    await delay(20);
  }
}

test(`a runner killed at any moment leaves nothing once the next has started, ${KILLS} times`, async () => {
  await using dir = await tempDir({ isTraversable: true });
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const [home, marker] = [dir.join('home'), `marker-${crypto.randomUUID()}`];
  const machine = await hostState();
  let withJobs = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const child = await startRunner({
      home,
      rootfs,
      marker,
      driver: DRIVERS[round % DRIVERS.length] ?? 'kernel',
    });
    await delay(Math.random() * 60);
    await kill(child);
    if ((await readdir(`${home}/jobs`)).length > 0) withJobs += 1;
    // Every fourth time the next comes at once, while the dead runner's keeper may still be at it.
    if (round % 4 !== 0) expect(await processesLeft(marker), `round ${round}`).toEqual([]);
    const next = await openLayover({ home });
    expect(await next.jobs()).toEqual([]);
    await next.emptyTrash();
    await next.close();
  }
  expect(await processesLeft(marker)).toEqual([]);
  expect(await processesLeft(home)).toEqual([]);
  const last = await openLayover({ home });
  await last.emptyTrash();
  await last.close();
  expect(await namesLeft(`${home}/jobs`)).toEqual([]);
  expect(await namesLeft(`${home}/trash`)).toEqual([]);
  expect(await readdir(`${home}/attach`)).toEqual([]);
  expect(diffHostState(machine, await hostState())).toEqual([]);
  expect(withJobs).toBeGreaterThan(KILLS / 10);
}, 400_000);
