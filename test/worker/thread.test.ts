import { readFileSync, writeFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#src/jail/outcome.js';
import { MODES, openRunner } from '../e2e/runner.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { file, tree } from '../fixtures/tree.js';
import { changesOf, openJobs, printed, STEPS } from './jobs.js';

describe('a worker in a thread', () => {
  test('is given its params by value, and answers with what it returned', async () => {
    await using jobs = await openJobs();
    const params = {
      text: 'é',
      map: new Map([[1, new Set(['x'])]]),
      big: 2n ** 70n,
      bytes: Uint8Array.from([1]),
    };
    const job = await jobs.run('default', params);
    expect(job.outcome).toEqual({
      kind: 'returned',
      value: { params, root: '/', cwd: '/' },
    });
    expect(job.result.receipt).toMatchObject({
      driver: 'kernel',
      isolation: { kind: 'thread', boundary: 'no security boundary', leaks: [] },
    });
    const again = await jobs.layover.job(job.id);
    expect(again.outcome).toEqual(job.outcome);
  });

  test('sees the view by every call of node:fs, and leaves the changes in its upper alone', async () => {
    await using jobs = await openJobs();
    const before = await snapshotTree(jobs.lower, { exact: true });
    const job = await jobs.run('everyWay');
    expect(job.outcome).toEqual({
      kind: 'returned',
      value: {
        names: [
          ...['callback', 'code', 'copied', 'dev', 'folder', 'handle', 'link', 'lower', 'new', 'proc'],
          ...['promise', 'run', 'stream', 'sync', 'sys', 'tmp'],
        ],
        listed: ['a', 'l', 'sub'],
        range: 'owe',
        real: '/lower',
        native: '/lower',
        exists: [false, true],
        relative: '-ower+',
        blob: 'sync',
      },
    });
    expect(await changesOf(job)).toEqual([
      'added callback',
      'added copied',
      'added copied/a',
      'added copied/l',
      'added copied/sub',
      'added copied/sub/b',
      'deleted gone',
      'added handle',
      'added link',
      'modified lower',
      'added new',
      'deleted old',
      'added promise',
      'added stream',
      'added sync',
    ]);
    expect(diffSnapshots(before, await snapshotTree(jobs.lower, { exact: true }))).toEqual([]);
  });

  test('does not see the host, by any call', async () => {
    await using jobs = await openJobs();
    const file = jobs.dir.join('secret');
    writeFileSync(file, 'of the host');
    const job = await jobs.run('readHost', { file });
    const none = 'ENOENT';
    const value = { sync: none, promise: none, callback: none, handle: none, child: none };
    expect(job.outcome).toEqual({ kind: 'returned', value });
    expect(readFileSync(file, 'utf8')).toBe('of the host');
  });

  test('loads code of the view, and the next job other code under the same name', async () => {
    await using jobs = await openJobs();
    const first = await jobs.run('loadFromView');
    expect(first.outcome).toEqual({ kind: 'returned', value: ['from the view', 'common'] });
    const other = jobs.dir.join('other');
    await tree(jobs.dir.path, {
      'other/code/value.mjs': file("export default 'of another';"),
      'other/code/common-value.cjs': file("module.exports = 'another';"),
    });
    const second = await jobs.run('loadFromView', undefined, { lowers: [other, jobs.lower] });
    expect(second.outcome).toEqual({ kind: 'returned', value: ['of another', 'another'] });
  });

  test('prints to its own log, in order and to the last byte', async () => {
    await using jobs = await openJobs();
    const chunks: Buffer[] = [];
    const stdout = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        setImmediate(done);
      },
    });
    const [first, second] = [
      await jobs.run('print', { count: 20_000 }, { stdout }),
      await jobs.run('print', { count: 2 }),
    ];
    const wanted = `${Array.from({ length: 20_000 }, (_, index) => `out ${index}\n`).join('')}no newline`;
    expect(await printed(first)).toBe(wanted);
    expect(Buffer.concat(chunks).toString()).toBe(wanted);
    expect(await printed(second)).toBe('out 0\nout 1\nno newline');
    expect(await printed(second, 'stderr')).toBe('err\n');
    expect(await printed(await jobs.run('logs'), 'stderr')).toBe('a line { with: 1 }\n');
  });
});

describe('how a worker in a thread ends', () => {
  const cases: ReadonlyArray<
    [name: string, params: unknown, limits: Record<string, string>, outcome: unknown]
  > = [
    [
      'throwIt',
      {},
      {},
      {
        kind: 'threw',
        origin: 'function',
        error: {
          name: 'RangeError',
          message: 'the message',
          code: 'E_OWN',
          fields: { details: { a: [1] } },
          cause: { name: 'Error', message: 'the cause' },
        },
      },
    ],
    ['throwText', {}, {}, { kind: 'threw', error: { name: 'Error', message: 'just text' } }],
    ['throwLater', {}, {}, { kind: 'threw', origin: 'uncaught', error: { message: 'later' } }],
    ['reject', {}, {}, { kind: 'threw', origin: 'unhandled-rejection', error: { message: 'nobody waits' } }],
    ['nothing', {}, {}, { kind: 'threw', origin: 'load', error: { name: 'TypeError' } }],
    ['exit', { code: 0 }, {}, { kind: 'exited', exitCode: 0 }],
    ['exit', { code: 7 }, {}, { kind: 'exited', exitCode: 7 }],
    ['killSelf', { signal: 'SIGKILL' }, {}, { kind: 'signaled', signal: 'SIGKILL' }],
    ['eatHeap', {}, { memory: '64M' }, { kind: 'out-of-memory', limitBytes: 64 << 20 }],
    ['spin', {}, { timeout: '200ms' }, { kind: 'timed-out', afterMs: 200 }],
    ['waitForever', {}, { timeout: '200ms' }, { kind: 'timed-out', afterMs: 200 }],
    ['listen', {}, { timeout: '200ms' }, { kind: 'timed-out', afterMs: 200 }],
    ['flood', {}, { output: '1M' }, { kind: 'limit', which: 'output' }],
    ['returns', { what: 'undefined' }, {}, { kind: 'returned', value: undefined }],
    ['returns', { what: 'map' }, {}, { kind: 'returned', value: new Map([['a', 1n]]) }],
    ['returns', { what: 'function' }, {}, { kind: 'threw', error: { code: 'ERR_LAYOVER_RESULT' } }],
    ['returns', { what: 'large' }, {}, { kind: 'threw', error: { code: 'ERR_LAYOVER_RESULT' } }],
  ];

  test('is an outcome, whatever it does, and the next job runs as if nothing had been', async () => {
    await using jobs = await openJobs();
    for (const [name, params, limits, outcome] of cases) {
      const job = await jobs.run(name, params, { limits });
      expect(job.outcome, name).toMatchObject(outcome as Outcome);
      const next = await jobs.run('default', name);
      expect(next.outcome, `after ${name}`).toMatchObject({ kind: 'returned', value: { params: name } });
    }
  });

  test('is canceled by its signal, and may end by itself where it listens', async () => {
    await using jobs = await openJobs();
    for (const [name, changes] of [
      ['spin', []],
      ['listen', ['added heard']],
    ] as const) {
      const job = await jobs.run(name, {}, { signal: AbortSignal.timeout(300) });
      expect(job.outcome).toEqual({ kind: 'canceled' });
      expect(await changesOf(job)).toEqual(changes);
    }
  });

  test('shows errors with the paths of the host, and none of our own calls', async () => {
    await using jobs = await openJobs();
    const { outcome } = await jobs.run('throwIt');
    expect(outcome.kind).toBe('threw');
    const { stack = '' } = (outcome as Extract<Outcome, { kind: 'threw' }>).error;
    expect(stack.split('\n')).toEqual([
      'RangeError: the message',
      expect.stringMatching(new RegExp(`^    at throwIt \\(file://${STEPS}:\\d+:\\d+\\)$`)),
    ]);
  });
});

describe('what a worker leaves behind', () => {
  const KINDS = [
    ...['global', 'environment', 'builtin', 'intrinsic', 'listener', 'interval', 'quietInterval'],
    ...['descriptor', 'handle', 'cwd', 'exitCode', 'stdout', 'file'],
  ];

  test('is gone when the next one runs in the same thread', async () => {
    await using jobs = await openJobs();
    const clean = await jobs.run('look', {}, { env: { OWN: 'own' } });
    expect(clean.outcome).toMatchObject({ kind: 'returned', value: { environment: [undefined, 'own'] } });
    for (const kinds of [...KINDS.map((kind) => [kind]), KINDS]) {
      const littered = await jobs.run('litter', { kinds });
      expect(littered.outcome, `${kinds}`).toEqual({ kind: 'returned', value: undefined });
      const job = await jobs.run('look', {}, { env: { OWN: 'own' } });
      expect(job.outcome, `after ${kinds}`).toEqual(clean.outcome);
      expect(await printed(job), `after ${kinds}`).toBe('looked\n');
    }
  });

  test('is named in the receipt where the thread had to be replaced', async () => {
    await using jobs = await openJobs();
    for (const [kind, leak] of [
      ['descriptor', 'open file'],
      ['interval', 'Timeout'],
      ['handle', 'open file'],
    ] as const) {
      const job = await jobs.run('litter', { kinds: [kind] });
      expect(job.result.receipt.isolation?.leaks, kind).toContain(leak);
    }
  });
});

describe('a worker is refused', () => {
  test('where the sandbox requires what a thread cannot be held to', async () => {
    await using jobs = await openJobs();
    const sandbox = jobs.dir.join('strict.yaml');
    writeFileSync(sandbox, 'require: [seccomp]\n');
    await expect(jobs.run('default', {}, { sandbox })).rejects.toMatchObject({
      code: 'LAYOVER_UNSUPPORTED',
      message: expect.stringContaining('no security boundary'),
    });
  });

  test('where its module is not there, or its params cannot be cloned', async () => {
    await using jobs = await openJobs();
    await expect(jobs.layover.run({ worker: '/no/such.mjs', lowers: [jobs.lower] })).rejects.toMatchObject({
      code: 'LAYOVER_USAGE',
      message: 'The worker "/no/such.mjs" cannot be used: there is no such file',
    });
    await expect(jobs.run('default', () => undefined)).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
    await expect(jobs.run('default', 'x'.repeat(9 << 20))).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
  });
});

for (const mode of MODES) {
  test(`a worker runs as ${mode}, and its changes are committed like a command's`, async () => {
    await using runner = await openRunner(mode);
    const lower = runner.dir.join('lower');
    await tree(runner.dir.path, { 'lower/lower': file('lower'), 'step/step.mjs': file(STEP) });
    await runner.exec(['true']);
    const spec = { worker: runner.dir.join('step/step.mjs') };
    const to = runner.dir.join('out');
    const [job] = await runner.run({ spec: spec as never, lowers: [lower], commit: { to } });
    expect(job?.failure).toBe(undefined);
    expect(job?.result.outcome).toEqual({ kind: 'returned', value: 'lower' });
    expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual([
      'deleted lower',
      'added made',
    ]);
    expect(readFileSync(`${to}/made`, 'utf8')).toBe('made');
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
