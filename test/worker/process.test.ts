import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#src/jail/outcome.js';
import { MODES, openRunner } from '../e2e/runner.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { file, tree } from '../fixtures/tree.js';
import { changesOf, openJobs, printed, STEPS } from './jobs.js';

const PROCESS = { spec: { isolation: 'process' } } as const;

describe('a worker in a process of its own', () => {
  test('is given its params by value, and answers with what it returned', async () => {
    await using jobs = await openJobs(PROCESS);
    const params = { text: 'é', map: new Map([[1, new Set(['x'])]]), big: 2n ** 70n };
    const job = await jobs.run('default', params);
    expect(job.outcome).toEqual({ kind: 'returned', value: { params, root: '/', cwd: '/' } });
    expect((await jobs.layover.job(job.id)).outcome).toEqual(job.outcome);
  });

  test('runs in the jail that a command of its sandbox gets', async () => {
    await using jobs = await openJobs(PROCESS);
    const job = await jobs.run('describeProcess');
    expect(job.result.receipt).toMatchObject({
      driver: 'kernel',
      network: 'none',
      namespaces: ['user', 'mount', 'pid', 'ipc', 'uts', 'cgroup', 'net'],
      isolation: { kind: 'process', leaks: [] },
    });
    expect(job.result.receipt.seccomp).not.toBe('off');
    const { value } = job.outcome as Extract<Outcome, { kind: 'returned' }>;
    expect(value).toMatchObject({ noNewPrivileges: '1', seccomp: '2', interfaces: ['lo'], parent: 1 });
    const { namespaces } = value as { namespaces: Record<string, string> };
    for (const [name, link] of Object.entries(namespaces))
      expect(link, name).not.toBe(readlinkSync(`/proc/self/ns/${name}`));
  });

  test('shows the same view as a thread, and leaves the same changes', async () => {
    await using jobs = await openJobs();
    const before = await snapshotTree(jobs.lower, { exact: true });
    const [thread, own] = [
      await jobs.run('everyWay', {}, { isolation: 'thread' }),
      await jobs.run('everyWay', {}, { isolation: 'process' }),
    ];
    expect(own.outcome).toEqual(thread.outcome);
    expect(await changesOf(own)).toEqual(await changesOf(thread));
    expect(diffSnapshots(before, await snapshotTree(jobs.lower, { exact: true }))).toEqual([]);
  });

  test('does not see the host, by any call', async () => {
    await using jobs = await openJobs(PROCESS);
    const secret = jobs.dir.join('secret');
    writeFileSync(secret, 'of the host');
    const job = await jobs.run('readHost', { file: secret });
    const none = 'ENOENT';
    const value = { sync: none, promise: none, callback: none, handle: none, child: none };
    expect(job.outcome).toEqual({ kind: 'returned', value });
  });

  test('prints to its own log, in order and to the last byte', async () => {
    await using jobs = await openJobs(PROCESS);
    const job = await jobs.run('print', { count: 20_000 });
    const wanted = `${Array.from({ length: 20_000 }, (_, index) => `out ${index}\n`).join('')}no newline`;
    expect(await printed(job)).toBe(wanted);
    expect(await printed(job, 'stderr')).toBe('err\n');
  });

  test('is allowed where the sandbox requires everything, or is asked for a user of its own', async () => {
    await using jobs = await openJobs(PROCESS);
    const sandbox = jobs.dir.join('jail.yaml');
    writeFileSync(sandbox, 'require: [userns, network-none, kernel-overlay, seccomp, landlock]\n');
    const job = await jobs.run('default', 1, { sandbox, user: { uid: 1_000 } });
    expect(job.outcome).toMatchObject({ kind: 'returned', value: { params: 1 } });
  });
});

describe('how a worker in a process ends', () => {
  const cases: ReadonlyArray<[name: string, params: unknown, limits: Record<string, string>, unknown]> = [
    ['throwIt', {}, {}, { kind: 'threw', origin: 'function', error: { name: 'RangeError', code: 'E_OWN' } }],
    ['throwLater', {}, {}, { kind: 'threw', origin: 'uncaught', error: { message: 'later' } }],
    ['reject', {}, {}, { kind: 'threw', origin: 'unhandled-rejection', error: { message: 'nobody waits' } }],
    ['nothing', {}, {}, { kind: 'threw', origin: 'load', error: { name: 'TypeError' } }],
    ['waitForNothing', {}, {}, { kind: 'threw', origin: 'function' }],
    ['exit', { code: 0 }, {}, { kind: 'exited', exitCode: 0 }],
    ['exit', { code: 7 }, {}, { kind: 'exited', exitCode: 7 }],
    ['killSelf', { signal: 'SIGKILL' }, {}, { kind: 'signaled', signal: 'SIGKILL' }],
    ['eatHeap', {}, { memory: '128M' }, { kind: 'out-of-memory', limitBytes: 128 << 20 }],
    ['spin', {}, { timeout: '300ms' }, { kind: 'timed-out', afterMs: 300 }],
    ['listen', {}, { timeout: '300ms' }, { kind: 'timed-out', afterMs: 300 }],
    ['flood', {}, { output: '1M' }, { kind: 'limit', which: 'output' }],
    ['forge', {}, {}, { kind: 'signaled' }],
    ['returns', { what: 'map' }, {}, { kind: 'returned', value: new Map([['a', 1n]]) }],
    ['returns', { what: 'large' }, {}, { kind: 'threw', error: { code: 'ERR_LAYOVER_RESULT' } }],
  ];

  for (const [name, params, limits, outcome] of cases) {
    test(`${name} ${JSON.stringify(params)} is an outcome`, async () => {
      await using jobs = await openJobs(PROCESS);
      const job = await jobs.run(name, params, { limits });
      expect(job.outcome).toMatchObject(outcome as Outcome);
    });
  }

  test('is canceled by its signal, and may end by itself where it listens', async () => {
    await using jobs = await openJobs(PROCESS);
    for (const name of ['spin', 'listen']) {
      const abort = new AbortController();
      const job = await jobs.run(name, {}, { signal: abort.signal, onStart: () => abort.abort() });
      expect(job.outcome).toEqual({ kind: 'canceled' });
    }
  });

  test('shows errors with the paths of the host, and none of our own calls', async () => {
    await using jobs = await openJobs(PROCESS);
    const { outcome } = await jobs.run('throwIt');
    const { stack = '' } = (outcome as Extract<Outcome, { kind: 'threw' }>).error;
    expect(stack.split('\n')).toEqual([
      'RangeError: the message',
      expect.stringMatching(new RegExp(`^    at throwIt \\(file://${STEPS}:\\d+:\\d+\\)$`)),
    ]);
  });
});

describe('processes that wait for a job', () => {
  test('run one each, whatever it left behind', async () => {
    await using jobs = await openJobs(PROCESS);
    const kinds = ['global', 'environment', 'builtin', 'intrinsic', 'interval', 'descriptor', 'cwd', 'file'];
    const clean = await jobs.run('look');
    for (let round = 0; round < 3; round += 1) {
      await jobs.layover.warm({ worker: STEPS, lowers: [jobs.lower], isolation: 'process' });
      const litter = await jobs.run('litter', { kinds });
      expect(litter.outcome).toEqual({ kind: 'returned', value: undefined });
      expect((await jobs.run('look')).outcome).toEqual(clean.outcome);
    }
  });

  test('are taken by jobs of the same view only, with the environment and params of the job', async () => {
    await using jobs = await openJobs(PROCESS);
    const other = jobs.dir.join('other');
    await tree(jobs.dir.path, { 'other/lower': file('of another') });
    await jobs.run('look');
    await jobs.layover.warm({ worker: STEPS, lowers: [jobs.lower], isolation: 'process' });
    const changed = await jobs.run('look', {}, { env: { OWN: 'a' }, lowers: [other, jobs.lower] });
    expect(changed.outcome).toMatchObject({ value: { builtin: ['of another', 'a/b'] } });
    const same = await jobs.run('look', {}, { env: { OWN: 'b' } });
    expect(same.outcome).toMatchObject({
      value: { builtin: ['lower', 'a/b'], environment: [undefined, 'b'] },
    });
  });

  test('that were ended are replaced, and all are gone when the runner is closed', async () => {
    const before = findJobProcesses();
    const jobs = await openJobs(PROCESS);
    const spec = { worker: STEPS, lowers: [jobs.lower], isolation: 'process' } as const;
    await jobs.layover.warm(spec);
    const [waiting, ...others] = findJobProcesses().filter((pid) => !before.includes(pid));
    expect([waiting, others]).toEqual([expect.any(Number), []]);
    process.kill(waiting as number, 'SIGKILL');
    const job = await jobs.run('default', 1);
    expect(job.outcome).toMatchObject({ kind: 'returned' });
    await jobs.layover.warm(spec);
    await jobs[Symbol.asyncDispose]();
    expect(findJobProcesses().filter((pid) => !before.includes(pid))).toEqual([]);
  });
});

/** Processes on this machine that run the entry of such jobs. */
function findJobProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && wordsOf(name).includes('worker/process-entry.js'))
    .map(Number);
}

function wordsOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

for (const mode of MODES) {
  test(`a worker runs in a process as ${mode}, and its changes are committed like a command's`, async () => {
    await using runner = await openRunner(mode);
    const lower = runner.dir.join('lower');
    await tree(runner.dir.path, { 'lower/lower': file('lower'), 'step/step.mjs': file(STEP) });
    await runner.exec(['true']);
    const spec = { worker: runner.dir.join('step/step.mjs'), isolation: 'process' };
    const to = runner.dir.join('out');
    const [job] = await runner.run({ spec: spec as never, lowers: [lower], commit: { to } });
    expect(job?.failure).toBe(undefined);
    expect(job?.result.outcome).toEqual({ kind: 'returned', value: 'lower' });
    expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual([
      'deleted lower',
      'added made',
    ]);
  });
}

const STEP = `
import fs from 'node:fs/promises';
export default async function (params, { root }) {
  const text = await fs.readFile(root + 'lower', 'utf8');
  await fs.writeFile(root + 'made', 'made');
  await fs.rm(root + 'lower');
  return text;
}
`;
