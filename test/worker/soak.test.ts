import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullTest, isFullRun } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { changesOf, type Jobs, openJobs, printed } from './jobs.js';

const JOBS = isFullRun ? 5_000 : 300;
const KILLS = isFullRun ? 200 : 20;
const PATIENCE_MS = isFullRun ? 3_600_000 : 120_000;
/** Every so many, a job that leaves things behind. */
const LITTER_EVERY = 25;

interface Figures {
  readonly descriptors: number;
  readonly memoryBytes: number;
}

/** Of the process that the threads live in: the only child of ours that runs its entry. */
async function readFigures(): Promise<Figures> {
  const pid = await findWorkerProcess();
  const statm = (await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ');
  return { descriptors: readdirSync(`/proc/${pid}/fd`).length, memoryBytes: Number(statm[1]) * 4096 };
}

async function findWorkerProcess(): Promise<string> {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (status.includes(`PPid:\t${process.pid}\n`) && words.includes('worker-process.js')) return pid;
  }
  throw new Error('There is no worker process');
}

test(
  `${JOBS} jobs in two threads see nothing of each other, and leave nothing`,
  async () => {
    await using jobs = await openJobs({ concurrency: 2, parent: '/dev/shm' });
    const before = await snapshotTree(jobs.lower, { exact: true });
    const own = readdirSync('/proc/self/fd').length;
    let warm: Figures | undefined;
    let next = 0;
    const runAll = async (): Promise<void> => {
      for (let index = next++; index < JOBS; index = next++) {
        await runOne(jobs, index);
        if (index === Math.floor(JOBS / 3)) warm = await readFigures();
      }
    };
    await Promise.all([runAll(), runAll()]);
    const after = await readFigures();
    expect(after.descriptors).toBeLessThanOrEqual((warm?.descriptors ?? 0) + 4);
    expect(after.memoryBytes).toBeLessThan((warm?.memoryBytes ?? 0) + (64 << 20));
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(own + 40);
    expect(diffSnapshots(before, await snapshotTree(jobs.lower, { exact: true }))).toEqual([]);
  },
  PATIENCE_MS,
);

async function runOne(jobs: Jobs, index: number): Promise<void> {
  if (index % LITTER_EVERY === 7) {
    const kinds = [
      'global',
      'environment',
      'builtin',
      'quietInterval',
      'file',
      index % 2 ? 'descriptor' : 'cwd',
    ];
    await (await jobs.run('litter', { kinds })).discard();
    return;
  }
  const job = await jobs.run('own', { index }, { env: { INDEX: String(index) } });
  expect(job.outcome).toEqual({
    kind: 'returned',
    value: { files: [`own-${index}`], env: String(index), global: 'undefined', path: 'a/b' },
  });
  expect(await changesOf(job)).toEqual([`added own-${index}`]);
  expect(await printed(job)).toBe(`${index}\n`.repeat(3));
  // The main thread's own pool of threads has the host's view.
  expect(await readFile(join(jobs.lower, 'lower'), 'utf8')).toBe('lower');
  await expect(readFile(`/own-${index}`)).rejects.toMatchObject({ code: 'ENOENT' });
  await job.discard();
}

test(
  `${KILLS} threads killed in the middle of writes leave lowers whole, and the next job right`,
  async () => {
    await using jobs = await openJobs({ parent: '/dev/shm' });
    const before = await snapshotTree(jobs.lower, { exact: true });
    for (let index = 0; index < KILLS; index += 1) {
      const timeout = 1 + ((index * 37) % 60);
      const killed = await jobs.run('writeAndHang', {}, { limits: { timeout: `${timeout}ms` } });
      expect(killed.outcome).toEqual({ kind: 'timed-out', afterMs: timeout });
      await killed.discard();
      const next = await jobs.run('own', { index }, { env: { INDEX: String(index) } });
      expect(await changesOf(next)).toEqual([`added own-${index}`]);
      await next.discard();
    }
    await jobs.layover.emptyTrash();
    expect(readdirSync(jobs.dir.join('home/jobs')).length).toBeLessThanOrEqual(1); // one made ahead
    expect(diffSnapshots(before, await snapshotTree(jobs.lower, { exact: true }))).toEqual([]);
    expect((await readFigures()).descriptors).toBeLessThan(60);
  },
  PATIENCE_MS,
);

const PROCESS_JOBS = isFullRun ? 500 : 30;

test(
  `${PROCESS_JOBS} jobs in processes, every fourth killed in the middle of writes, leave nothing`,
  async () => {
    await using jobs = await openJobs({ concurrency: 2, parent: '/dev/shm', spec: { isolation: 'process' } });
    const before = await snapshotTree(jobs.lower, { exact: true });
    let own: number | undefined;
    let next = 0;
    const runAll = async (): Promise<void> => {
      for (let index = next++; index < PROCESS_JOBS; index = next++) {
        const afterMs = 1 + ((index * 37) % 60);
        const limits = { timeout: `${afterMs}ms` };
        if (index % 4 === 3) {
          const killed = await jobs.run('writeAndHang', {}, { limits });
          expect(killed.outcome).toEqual({ kind: 'timed-out', afterMs });
          await killed.discard();
        } else await runOne(jobs, index);
        own ??= index > 20 ? readdirSync('/proc/self/fd').length : undefined;
      }
    };
    await Promise.all([runAll(), runAll()]);
    expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual((own ?? 0) + 20);
    expect(diffSnapshots(before, await snapshotTree(jobs.lower, { exact: true }))).toEqual([]);
  },
  PATIENCE_MS,
);

fullTest(
  'a job that kills its process from outside the thread ends with it, and the next one runs',
  async () => {
    await using jobs = await openJobs();
    const script = 'kill -9 $PPID';
    expect(existsSync('/bin/sh')).toBe(true);
    const { outcome } = await jobs.run(
      'runChild',
      { script },
      { binds: ['/bin', '/usr', '/lib', '/lib64'].map((source) => ({ source })) },
    );
    expect(outcome).toEqual({ kind: 'signaled', signal: 'SIGKILL' });
    expect((await jobs.run('default', 1)).outcome.kind).toBe('returned');
  },
);
