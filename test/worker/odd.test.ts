import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#src/jail/outcome.js';
import { changesOf, openJobs, printed, STEPS } from './jobs.js';

type Case = readonly [what: string, outcome: unknown, leaks: readonly unknown[]];

const RETURNED = { kind: 'returned', value: 'returned' };
const threw = (error: unknown): unknown => ({ kind: 'threw', origin: 'function', error });

/** What each comes to, and what of it is named in the receipt. */
const CASES: readonly Case[] = [
  ['throwUndefined', threw({ name: 'Error', message: 'undefined was thrown' }), []],
  ['throwUnreadable', threw({ name: 'Error', message: 'The value that was thrown cannot be read' }), []],
  ['throwGetters', threw({ name: 'RangeError', message: expect.stringContaining('cannot be read') }), []],
  ['throwWithOwnStack', threw({ name: 'RangeError', message: 'message' }), []],
  ['throwCycle', threw({ message: 'a', cause: { message: 'a' } }), []],
  ['throwHuge', threw({ name: 'Error' }), []],
  ['exitInFinally', { kind: 'exited', exitCode: 3 }, ['exited']],
  ['rejectAndReturn', RETURNED, ['unhandled-rejection']],
  ['loopOfPromises', { kind: 'timed-out' }, ['timed-out']],
  ['loopOfImmediates', RETURNED, ['Immediate']],
  ['signalParent', { kind: 'signaled', signal: 'SIGWINCH' }, ['signaled']],
  ['signalAll', { kind: 'signaled', signal: 'SIGWINCH' }, ['signaled']],
  ['closeOthers', { kind: 'returned', value: [] }, []],
  ['closeTwice', threw({ code: 'EBADF' }), []],
  ['breakPrototypes', RETURNED, []],
  ['breakGlobals', RETURNED, []],
  ['freeze', RETURNED, ['a frozen object']],
  ['stuckGlobal', RETURNED, ['litter']],
  ['stuckPrototype', RETURNED, []], // found behind the answer
  ['hook', { kind: 'returned' }, ['hook of asynchronous calls']],
  ['watch', { kind: 'returned' }, ['file watcher']],
  ['nested', threw({ code: 'ERR_LAYOVER_RESULT' }), []],
  ['neverThen', { kind: 'timed-out' }, ['timed-out']],
  ['logOdd', RETURNED, []],
  ['changeUmask', threw({ code: 'ERR_WORKER_UNSUPPORTED_OPERATION' }), []],
];

/** Those that need what a portable thread lacks: mounts to tell descriptors by, and fs.watch. */
const NOT_PORTABLE: ReadonlySet<string> = new Set(['closeOthers', 'closeTwice', 'watch']);

for (const isolation of ['thread', 'portable'] as const) {
  describe(`an odd function in a ${isolation}`, () => {
    test('comes to an outcome, and the next one finds all as it was', async () => {
      await using jobs = await openJobs({ spec: { isolation, limits: { timeout: '2s' } } });
      const clean = await jobs.run('lookAtLanguage');
      expect(clean.outcome).toMatchObject({
        value: { litter: [undefined, undefined, 'undefined'], umask: 0o22 },
      });
      const cases = CASES.filter(([what]) => isolation === 'thread' || !NOT_PORTABLE.has(what));
      for (const [what, outcome, leaks] of cases) {
        const job = await jobs.run('beOdd', { what });
        expect(job.outcome, what).toMatchObject(outcome as Outcome);
        const { leaks: named = [] } = job.result.receipt.isolation ?? {};
        if (leaks.length === 0) expect(named, what).toEqual([]);
        else expect(named, what).toEqual(expect.arrayContaining([...leaks]));
        const next = await jobs.run('lookAtLanguage');
        expect(next.outcome, `after ${what}`).toEqual(clean.outcome);
        expect(await printed(next), `after ${what}`).toBe('');
      }
    });
  });
}

test('what a portable one leaves open is seen, and closed with its thread', async () => {
  await using jobs = await openJobs({ spec: { isolation: 'portable' } });
  await jobs.run('default');
  for (const kind of ['descriptor', 'handle']) {
    const job = await jobs.run('litter', { kinds: [kind] });
    expect(job.result.receipt.isolation?.leaks, kind).toEqual(['open file']);
  }
  const job = await jobs.run('everyWay'); // opens, and closes, in every way there is
  expect(job.result.receipt.isolation?.leaks).toEqual([]);
});

const BINDS = { binds: ['/bin', '/usr', '/lib', '/lib64'].map((source) => ({ source })) };

describe('when a job has answered', () => {
  for (const [isolation, ways] of [
    ['thread', ['handle', 'stream', 'timer', 'child']],
    ['portable', ['handle', 'stream', 'timer']],
    ['process', ['handle', 'stream', 'timer', 'child']],
  ] as const) {
    test(`nothing of it writes to its upper any more: ${isolation}`, async () => {
      await using jobs = await openJobs({ spec: { isolation, ...BINDS } });
      for (const what of ways) {
        const job = await jobs.run('writeOn', { what });
        expect(job.outcome, what).toEqual({ kind: 'returned', value: undefined });
        const written = jobs.dir.join(`home/jobs/${job.id}/upper/written`);
        const read = readFileSync(written);
        await sleep(100);
        expect(readFileSync(written).equals(read), what).toBe(true);
        expect(await changesOf(job)).toEqual(['added written']);
        await job.discard();
      }
    });
  }
});

describe('a worker that cannot be run', () => {
  const modules: Readonly<Record<string, string>> = {
    'syntax.mjs': 'export default (',
    'missing.mjs': "import './not-there.mjs';",
    'throws.mjs': "throw new TypeError('while loading');",
    'hangs.mjs': 'await new Promise(() => setInterval(() => undefined, 1_000)); export default () => 1;',
    'none.mjs': 'export const other = () => 1;',
  };
  const wanted: Readonly<Record<string, unknown>> = {
    'syntax.mjs': { kind: 'threw', origin: 'load', error: { name: 'SyntaxError' } },
    'missing.mjs': { kind: 'threw', origin: 'load', error: { code: 'ERR_MODULE_NOT_FOUND' } },
    'throws.mjs': { kind: 'threw', origin: 'load', error: { name: 'TypeError', message: 'while loading' } },
    'hangs.mjs': { kind: 'timed-out', afterMs: 500 },
    'none.mjs': {
      kind: 'threw',
      origin: 'load',
      error: { message: expect.stringContaining('it exports other') },
    },
  };

  for (const isolation of ['thread', 'portable', 'process'] as const) {
    test(`says why: ${isolation}`, async () => {
      await using jobs = await openJobs({ spec: { isolation } });
      for (const [name, source] of Object.entries(modules)) {
        const worker = jobs.dir.join(name);
        writeFileSync(worker, source);
        const job = await jobs.run('', {}, { worker, limits: { timeout: '500ms' } });
        expect(job.outcome, name).toMatchObject(wanted[name] as Outcome);
      }
      expect((await jobs.run('default', 1, { worker: STEPS })).outcome.kind).toBe('returned');
    });
  }
});
