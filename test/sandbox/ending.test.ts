import { mkdir } from 'node:fs/promises';
import { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect, openSession, type Session } from '../e2e/session.js';
import { processesLeft } from '../fixtures/processes.js';
import { file, tree } from '../fixtures/tree.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

const outcomeOf = async (command: string | readonly string[], spec = {}) =>
  (await session.run(command, spec)).job.outcome;

describe('a command that ends by itself', () => {
  for (const code of [0, 1, 126, 127, 255]) {
    test(`has its own exit code, ${code}`, async () => {
      expect(await outcomeOf(['probe', 'exit', String(code)])).toEqual({ kind: 'exited', exitCode: code });
    });
  }

  test('has the signal that ended it', async () => {
    expect(await outcomeOf(['probe', 'segv'])).toEqual({ kind: 'signaled', signal: 'SIGSEGV' });
    expect(await outcomeOf('kill -TERM $$')).toEqual({ kind: 'signaled', signal: 'SIGTERM' });
    expect(await outcomeOf('kill -KILL $$')).toEqual({ kind: 'signaled', signal: 'SIGKILL' });
  });

  test('cannot end its init', async () => {
    expect(await outcomeOf(['probe', 'kill-parent'])).toMatchObject({ kind: 'exited' });
  });

  test('ends its orphans and daemons with it, at once', async () => {
    const marker = `marker-${crypto.randomUUID()}`;
    const start = performance.now();
    const ran = await session.run('probe orphan 60; (sleep 60 &); sleep 61 & echo done', {
      env: { MARKER: marker },
    });
    expect(ran).toMatchObject({ stdout: 'done\n', job: { outcome: { kind: 'exited', exitCode: 0 } } });
    expect(performance.now() - start).toBeLessThan(1_500);
    expect(await processesLeft(marker)).toEqual([]);
  });
});

describe('a command that does not start', () => {
  for (const [title, command, errno] of [
    ['is not found', ['no-such-program'], 'ENOENT'],
    ['is not found at its path', ['/no/such/program'], 'ENOENT'],
    ['is not executable', ['/etc/passwd'], 'EACCES'],
    ['is a directory', ['/etc'], 'EACCES'],
  ] as const) {
    test(`${title}: ${errno}, as an outcome`, async () => {
      expect(await outcomeOf(command)).toEqual({
        kind: 'not-started',
        code: 'LAYOVER_SETUP',
        step: 'exec',
        errno,
      });
    });
  }

  test('has an executable format that the kernel does not know: ENOEXEC', async () => {
    const lower = session.dir.join('odd-programs');
    await mkdir(lower);
    await tree(lower, { odd: file('no magic', { mode: 0o755 }) });
    expect(await outcomeOf(['/odd'], { lowers: [lower, session.rootfs] })).toMatchObject({
      kind: 'not-started',
      errno: 'ENOEXEC',
    });
  });

  test('has no working directory: an error that names it', async () => {
    const error = session.run('true', { cwd: '/no/such/place' });
    await expect(error).rejects.toMatchObject({
      code: 'LAYOVER_SETUP',
      step: 'working-directory',
      errno: 'ENOENT',
    });
    await expect(session.run('true', { cwd: '/no/such/place' })).rejects.toThrow('/no/such/place');
    expect(await session.layover.jobs()).toEqual([]);
  });
});

describe('a command that is ended', () => {
  test('at its timeout has SIGTERM to end by', async () => {
    const ran = await session.run('trap "echo bye; exit 3" TERM; echo on; sleep 60 & wait', {
      limits: { timeout: 200 },
    });
    expect(ran).toMatchObject({ stdout: 'on\nbye\n', job: { outcome: { kind: 'timed-out', afterMs: 200 } } });
  });

  test('at its timeout ends within the grace period, even if it ignores SIGTERM', async () => {
    const start = performance.now();
    expect(await outcomeOf(['probe', 'sleep-ignoring-term'], { limits: { timeout: '300ms' } })).toEqual({
      kind: 'timed-out',
      afterMs: 300,
    });
    expect(performance.now() - start).toBeGreaterThan(2_000);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  test('at its output limit stops at once', async () => {
    const ran = await session.run('while :; do echo flood; done', { limits: { output: 10_000 } });
    expect(ran.job.outcome).toEqual({ kind: 'limit', which: 'output' });
    expect(ran.job.result.receipt.limits.outputBytes).toEqual({ value: 10_000, kind: 'hard' });
  });

  test('by its caller is canceled, and its changes stay', async () => {
    const controller = new AbortController();
    const onStart = () => setTimeout(() => controller.abort(), 150);
    const ran = await session.run('echo x >/srv/x; sleep 60', { signal: controller.signal, onStart });
    expect(ran).toMatchObject({ changes: ['added srv/x'], job: { outcome: { kind: 'canceled' } } });
  });

  test('by a caller who had canceled before it started never runs', async () => {
    await expect(session.run('true', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: expect.stringMatching(/AbortError|LayoverError/),
    });
    expect(await session.layover.jobs()).toEqual([]);
  });

  test('by its caller while it waits for its turn never runs', async () => {
    const controller = new AbortController();
    const running = [1, 2, 3, 4].map(async () => await session.run('sleep 0.5'));
    const waiting = session.run('true', { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(waiting).rejects.toThrow();
    await Promise.all(running);
  });

  test('gets the signals that its caller sends', async () => {
    const output = collect();
    const ran = await session.run(['probe', 'signals'], {
      stdout: output.stream,
      onStart: async (running: { signal(name: string): void }) => {
        for (const name of ['SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGTERM']) {
          await delay(100);
          running.signal(name);
        }
      },
    } as never);
    expect(ran.job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
    expect(output.text()).toBe('ready\nINT\nHUP\nUSR1\nTERM\n');
  });
});

describe('the streams of a command', () => {
  test('bring 10 MB through cat, byte for byte', async () => {
    const input = Buffer.alloc(10 << 20, Buffer.from(Array.from({ length: 256 }, (_, index) => index)));
    const output = collect();
    await session.run(['cat'], { stdin: input, stdout: output.stream });
    expect(output.bytes().equals(input)).toBe(true);
  });

  test('take input piece by piece, and its end', async () => {
    const pieces = Readable.from(
      (async function* () {
        for (const piece of ['a\n', 'b\n']) {
          await delay(30);
          yield piece;
        }
      })(),
    );
    expect(
      (await session.run('while read -r line; do echo "<$line>"; done; echo end', { stdin: pieces })).stdout,
    ).toBe('<a>\n<b>\nend\n');
  });

  test('take an input that the command does not read', async () => {
    expect(await outcomeOf('exit 3', { stdin: Buffer.alloc(1 << 20) })).toEqual({
      kind: 'exited',
      exitCode: 3,
    });
  });

  test('keep memory bounded while 100 MB wait for a slow reader', async () => {
    let [received, peak] = [0, 0];
    const slow = new Writable({
      highWaterMark: 16_384,
      write(chunk: Buffer, _encoding, done) {
        received += chunk.length;
        if (received % (1 << 20) < chunk.length) peak = Math.max(peak, process.memoryUsage().external);
        if (received % (8 << 20) < chunk.length) setTimeout(done, 20);
        else done();
      },
    });
    const before = process.memoryUsage().external;
    const ran = await session.run('head -c 104857600 /dev/zero', { stdout: slow });
    expect(ran.job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
    expect(received).toBe(100 << 20);
    expect(peak - before).toBeLessThan(64 << 20);
  });

  test('end the command by SIGPIPE when nobody reads any more', async () => {
    const gone = new Writable({ write: (_chunk, _encoding, done) => done() });
    setTimeout(() => gone.destroy(), 100);
    expect(await outcomeOf('while :; do echo flood; done', { stdout: gone })).toMatchObject({
      kind: 'signaled',
      signal: 'SIGPIPE',
    });
  });

  test('are kept in the log', async () => {
    const job = await session.layover.run({
      lowers: [session.rootfs],
      command: ['sh', '-c', 'echo out; echo err >&2'],
    });
    expect(await job.log('stdout').toArray()).toEqual([Buffer.from('out\n')]);
    expect(await job.log('stderr').toArray()).toEqual([Buffer.from('err\n')]);
    await job.discard();
    await job.discard();
  });
});
