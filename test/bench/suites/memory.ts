import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCensus } from '../census.js';
import type { Suite } from '../suite.js';
import { compile, makeRootfs } from './rootfs.js';

const PROCESS = fileURLToPath(new URL('../memory-process.js', import.meta.url));
const QUEUED = 100;
const RUNNING = 4;
const NODE = 'Node alone';
const WHO = [NODE, 'runner, idle', 'runner, busy', 'keeper, idle', 'keeper, busy', 'each running job'];
const PER_JOB = `runner, by job of ${QUEUED + RUNNING}`;

/** What is resident, and its proportional set: pages that several share count with a share for each. */
export const memorySuite: Suite = {
  name: 'memory',
  description: `runner and keeper, idle after some jobs and busy (${QUEUED} queued, ${RUNNING} running)`,
  unit: 'KiB',
  seconds: 20,
  setUpSeconds: 3,
  samplesMax: 10,
  async open() {
    if (process.getuid?.() !== 0) {
      const shared = { [Symbol.asyncDispose]: () => Promise.resolve() };
      return { contenders: [], gaps: [{ name: 'memory', reason: 'needs root' }], shared };
    }
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const rootfs = await makeRootfs(folder);
    await compile(join(rootfs, 'bin/pause'), 'pause.c');
    const names = [
      ...WHO.map((who) => ({ name: proportional(who), yardstick: proportional(NODE) })),
      { name: PER_JOB, yardstick: proportional(NODE) },
      ...WHO.map((who) => ({ name: resident(who), yardstick: resident(NODE) })),
    ];
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    return {
      contenders: openCensus(names, () => count(join(folder, 'state'), rootfs)),
      shared,
      notes: [`"Each running job" is its init and its command; "${PER_JOB}" what the runner grew by`],
    };
  },
};

function proportional(who: string): string {
  return `${who}, PSS`;
}

function resident(who: string): string {
  return `${who}, RSS`;
}

/** Under this the pages that are the runner's alone: what it shares depends on who else runs. */
function ownOf(state: string): string {
  return `runner, ${state}, own`;
}

interface Memory {
  readonly rss: number;
  readonly pss: number;
  /** Of pages that nobody shares. */
  readonly own: number;
}

type Counts = Map<string, number>;

async function count(home: string, rootfs: string): Promise<Counts> {
  const counts: Counts = new Map();
  await countNode(counts);
  const words = [home, rootfs, `${QUEUED}`, `${RUNNING}`];
  const child = fork(PROCESS, words, { execArgv: ['--expose-gc'] });
  try {
    for (const state of ['idle', 'busy']) {
      await nextState(child, state);
      await countRunner(counts, child.pid ?? 0, state);
      child.send('go on');
    }
    await once(child, 'exit');
  } finally {
    child.kill('SIGKILL');
  }
  const grown = (counts.get(ownOf('busy')) ?? 0) - (counts.get(ownOf('idle')) ?? 0);
  counts.set(PER_JOB, Math.max(grown, 0) / (QUEUED + RUNNING));
  return counts;
}

async function nextState(child: ChildProcess, state: string): Promise<void> {
  const done = new AbortController();
  const { signal } = done;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error(`The runner ended before it was ${state}`);
  });
  ended.catch(() => undefined);
  await Promise.race([once(child, 'message', { signal }), ended]);
  done.abort();
}

/** A Node process that has nothing to do. */
async function countNode(counts: Counts): Promise<void> {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log("up")'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  note(counts, NODE, await readMemory(child.pid ?? 0));
  child.stdin.end();
  await once(child, 'exit');
}

async function countRunner(counts: Counts, pid: number, state: string): Promise<void> {
  const runner = await readMemory(pid);
  note(counts, `runner, ${state}`, runner);
  counts.set(ownOf(state), runner.own);
  const keeper = (await childrenOf(pid)).find(({ name }) => name === 'layover-keeper');
  if (keeper === undefined) throw new Error('The runner has no keeper');
  note(counts, `keeper, ${state}`, await readMemory(keeper.pid));
  if (state !== 'busy') return;
  const job: Memory = await sumBelow(keeper.pid);
  note(counts, 'each running job', { rss: job.rss / RUNNING, pss: job.pss / RUNNING });
}

function note(counts: Counts, who: string, { rss, pss }: Omit<Memory, 'own'>): void {
  counts.set(resident(who), rss);
  counts.set(proportional(who), pss);
}

async function sumBelow(pid: number): Promise<Memory> {
  let sum: Memory = { rss: 0, pss: 0, own: 0 };
  for (const child of await childrenOf(pid)) {
    for (const { rss, pss, own } of [await readMemory(child.pid), await sumBelow(child.pid)])
      sum = { rss: sum.rss + rss, pss: sum.pss + pss, own: sum.own + own };
  }
  return sum;
}

/** In KiB, as the kernel has it. */
async function readMemory(pid: number): Promise<Memory> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const field = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? Number.NaN);
  return { rss: field('Rss'), pss: field('Pss'), own: field('Private_Clean') + field('Private_Dirty') };
}

async function childrenOf(parent: number): Promise<Array<{ pid: number; name: string }>> {
  const children: Array<{ pid: number; name: string }> = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const text = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)/s.exec(text) ?? [];
    if (Number(rest.split(' ')[1]) === parent) children.push({ pid: Number(entry), name });
  }
  return children;
}
