import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type Contender, type Gap, type Suite, type Target, timeMs } from '../suite.js';
import { openPeers } from './peers.js';
import { compile, makeRootfs, openLauncher } from './rootfs.js';

// This file runs from build/bench/suites.
const CLI = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const LIBRARY = 'layover, library';

/** A peer's time over ours. */
function slower(contender: string, atLeast: number): Target {
  return { text: `${contender} / ${LIBRARY}`, contender, over: LIBRARY, bound: { atLeast } };
}

/** One job that does nothing: what it costs to make its view, start it, read its empty upper and throw it away. */
export const launchSuite: Suite = {
  name: 'launch',
  description: '/bin/true over a fresh writable overlay of one lower, without a network, started from Node',
  seconds: 60,
  setUpSeconds: 8,
  targets: [
    { text: `${LIBRARY} / bare C`, contender: LIBRARY, over: 'bare C', bound: { atMost: 1.5 } },
    { text: `${LIBRARY} / bare C, at last`, contender: LIBRARY, over: 'bare C', bound: { atMost: 1 } },
    slower('bwrap', 3),
    slower('crun run', 5),
    slower('runc run', 8),
    slower('podman run --rm', 50),
  ],
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const rootfs = await makeRootfs(folder);
    const contenders: Contender[] = [];
    const gaps: Gap[] = [];
    try {
      contenders.push(await openBare(folder, rootfs));
    } catch (error) {
      gaps.push({ name: 'bare C', reason: error instanceof Error ? error.message : String(error) });
    }
    const spec = { lowers: [rootfs], command: ['/bin/true'] };
    contenders.push(await openLauncher({ name: LIBRARY, home: join(folder, 'library'), spec }));
    contenders.push(
      await openLauncher({ name: 'layover, nothing ahead', home: join(folder, 'cold'), spec, warm: 0 }),
    );
    if (await isThere(CLI)) contenders.push(openCli(folder, rootfs));
    contenders.push(openSpawn(rootfs));
    const peers = await openPeers(folder, { rootfs, yardstick: LIBRARY });
    const shared = {
      async [Symbol.asyncDispose]() {
        await peers.shared[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      },
    };
    const notes = [
      'The library has a sandbox like the last one ready when a job comes after a quiet moment (`warm`); one job right behind ' +
        'another, and the CLI, make all they need, as `nothing ahead` does',
    ];
    return {
      contenders: [...contenders, ...peers.contenders],
      gaps: [...gaps, ...peers.gaps],
      shared,
      notes,
    };
  },
};

/** The system calls alone, from C. It times itself, so that asking it costs nothing. */
async function openBare(folder: string, rootfs: string): Promise<Contender> {
  if (process.getuid?.() !== 0) throw new Error('needs root');
  const program = join(folder, 'bare');
  const state = join(folder, 'bare-state');
  await compile(program, 'bare.c', 'bare-view.c');
  await mkdir(state, { mode: 0o700 });
  const child = spawn(program, [rootfs, state], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: 'bare C',
    async sample() {
      child.stdin.write('\n');
      const { value, done } = await lines.next();
      if (done) throw new Error('bare ended; what it says on standard error is the reason');
      return Number(value) / 1e6;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}

function openCli(folder: string, rootfs: string): Contender {
  const words = [CLI, 'run', '--lower', rootfs, '--on-success', 'discard', '--', '/bin/true'];
  const env = { LAYOVER_HOME: join(folder, 'cli-state') };
  return {
    name: 'layover, CLI',
    yardstick: LIBRARY,
    sample: () => timeMs(() => execa(process.execPath, words, { env, stdio: 'ignore' })),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** What Node alone takes to start a program and see it end: nothing is isolated. */
function openSpawn(rootfs: string): Contender {
  return {
    name: 'spawn, no sandbox',
    yardstick: LIBRARY,
    sample: () => timeMs(() => spawnTrue(rootfs)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

export async function spawnTrue(rootfs: string): Promise<void> {
  const child = spawn(join(rootfs, 'bin/true'), { stdio: 'ignore' });
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
