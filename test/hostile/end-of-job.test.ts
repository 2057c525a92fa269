import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHierarchies } from '#src/jail/limits/hierarchies.js';
import { openSession, type Session } from '../e2e/session.js';
import { processesLeft, processesMarked } from '../fixtures/processes.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { buildProbe } from './build-probe.js';

const freezer = (await readHierarchies()).find(({ controllers }) =>
  controllers.includes('freezer'),
)?.mountPoint;
const freezerTest = skipUnless(isRoot && freezer !== undefined, 'needs root and the freezer of cgroup v1');

const GRACE_MS = 2_000;
/** The machine may be busy. */
const SLACK_MS = 1_500;
const EXITED_0 = { kind: 'exited', exitCode: 0 };

let session: Session;
let probe: string;

beforeAll(async () => {
  session = await openSession();
  probe = session.dir.join('probe-end');
  await buildProbe('probe-end.c', probe);
  copyFileSync(probe, `${session.rootfs}/usr/bin/probe-end`);
});

afterAll(async () => await session[Symbol.asyncDispose]());

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const result = await work();
  return [result, performance.now() - started];
}

describe('a timeout', () => {
  test('holds while the runner does nothing else but compute', async () => {
    const block = () => {
      const end = performance.now() + 2_500;
      while (performance.now() < end);
    };
    const onStart = () => void setTimeout(block, 1);
    const cut = await session.run(['sleep', '1.5'], { limits: { timeout: 300 }, onStart });
    expect(cut.job.outcome).toEqual({ kind: 'timed-out', afterMs: 300 });
    expect(cut.job.result.usage.wallMs).toBeLessThan(1_200);
    const free = await session.run(['sleep', '1.5'], { onStart });
    expect(free.job.result.usage.wallMs).toBeGreaterThan(1_450);
  });

  test('ends a command that has stopped itself, after the grace period', async () => {
    const limits = { timeout: 200 };
    const [stopped, ms] = await timed(() => session.run('kill -STOP $$; echo on', { limits }));
    expect(stopped).toMatchObject({ stdout: '', job: { outcome: { kind: 'timed-out' } } });
    expect(ms).toBeGreaterThan(GRACE_MS);
    expect(ms).toBeLessThan(200 + GRACE_MS + SLACK_MS);
    const [, plainMs] = await timed(() => session.run('sleep 60', { limits }));
    expect(plainMs).toBeLessThan(GRACE_MS);
  });
});

describe('what a command leaves behind does not hold up its end', () => {
  for (const [what, script] of [
    ['a stopped process', 'sleep 60 & kill -STOP $!'],
    ['a process stopped under its tracer', 'probe-end trace'],
    ['a daemon that ignores every signal', `(trap '' TERM HUP INT QUIT; probe orphan 60)`],
    ['orphans, twice forked', '(sh -c "sleep 60 & sleep 61 &" &)'],
    ['a loop of forks', '(while :; do (sleep 0.01 &); done) &'],
    ['a crowd', 'i=0; while [ $i -lt 300 ]; do sleep 60 & i=$((i + 1)); done'],
  ] as const) {
    test(what, async () => {
      const marker = `marker-${crypto.randomUUID()}`;
      let during = 0;
      let isOver = false;
      const count = async (): Promise<void> => {
        // As long as it takes on a busy machine: the shell and its sleep apart, something of it is to be seen.
        while (!isOver && during <= 2) during = (await processesMarked(marker)).length;
      };
      let counted = Promise.resolve();
      const onStart = () => void (counted = count());
      const wait = 'sleep 0.9; exit 0';
      const env = { MARKER: marker };
      const [ran, ms] = await timed(() => session.run(`${script}\n${wait}`, { env, onStart }));
      isOver = true;
      await counted;
      expect(ran.job.outcome).toEqual(EXITED_0);
      expect(ms).toBeLessThan(900 + GRACE_MS + SLACK_MS);
      expect(during).toBeGreaterThan(2);
      expect(await processesLeft(marker, 500)).toEqual([]);
    });
  }
});

/** A process of the host that takes a descriptor from a job, over a socket that is bound into it. */
class Accomplice implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(...words: string[]) {
    this.#child = spawn(probe, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#child.stdout as NonNullable<ChildProcess['stdout']> })[
      Symbol.asyncIterator
    ]();
  }

  async says(): Promise<string | undefined> {
    const { value } = await this.#lines.next();
    return value;
  }

  goOn(): void {
    this.#child.stdin?.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.stdin?.end();
    await exited;
  }
}

let count = 0;

/** Listens in a directory that is given to a job. */
async function openAccomplice(command: string, ...words: string[]) {
  const folder = session.dir.join(`bound-${(count += 1)}`);
  await mkdir(folder, { mode: 0o755 });
  const accomplice = new Accomplice(command, join(folder, 's'), ...words);
  expect(await accomplice.says()).toBe('ready');
  await chmod(join(folder, 's'), 0o777);
  return { accomplice, folder };
}

describe('a descriptor that a process of the host got from the job', () => {
  async function handOver(words: string, ...receive: string[]) {
    const { accomplice, folder } = await openAccomplice('receive', ...receive);
    const ran = timed(() =>
      session.run(`echo text >/srv/x; probe-end send /host/s ${words}`, {
        binds: [{ source: folder, target: '/host', access: 'rw' }],
      }),
    );
    ran.catch(() => undefined);
    expect(await accomplice.says()).toBe('got');
    return { accomplice, ran };
  }

  for (const [what, receive] of [
    ['open for writing', []],
    ['mapped for writing', ['map']],
  ] as const) {
    test(`that leaves a file ${what} puts the job into quarantine, unread`, async () => {
      const { accomplice, ran } = await handOver('/srv/x w', ...receive);
      await expect(ran).rejects.toMatchObject({
        code: 'LAYOVER_QUARANTINED',
        message: expect.stringContaining('srv/x is open for writing'),
      });
      const [quarantined, ...others] = await session.layover.quarantined();
      expect(others).toEqual([]);
      expect(quarantined).toMatchObject({ isHeld: false, reason: expect.stringContaining('srv/x') });
      const id = quarantined?.id ?? '';
      await expect(session.layover.job(id)).rejects.toMatchObject({ code: 'LAYOVER_JOB_UNKNOWN' });
      await accomplice[Symbol.asyncDispose]();
      await session.layover.discard(id);
      expect(await session.layover.quarantined()).toEqual([]);
    });
  }

  test('that leaves a file open for reading does no harm', async () => {
    const { accomplice, ran } = await handOver('/srv/x r');
    const [{ job, changes }] = await ran;
    expect(changes).toEqual(['added srv/x']);
    expect(job.result.receipt.leases).toEqual({ proven: 1, unproven: 0 });
    await accomplice[Symbol.asyncDispose]();
  });

  for (const [what, words] of [
    ['a file that was opened for reading', '/srv/x r'],
    ['a directory', '/srv r'],
  ] as const) {
    test(`that leads to ${what} changes nothing once the job has ended`, async () => {
      const [text, more] = [Buffer.byteLength('text\n'), Buffer.byteLength('late')];
      const late = await handOver(words, 'change');
      expect((await late.ran)[0].job.result.changes).toMatchObject({ added: 1, bytes: text });
      late.accomplice.goOn();
      expect(await late.accomplice.says()).toBe('EROFS');
      await late.accomplice[Symbol.asyncDispose]();

      const early = await handOver(words, 'change-first');
      expect(await early.accomplice.says()).toBe('ok');
      expect((await early.ran)[0].job.result.changes).toMatchObject({ added: 1, bytes: text + more });
      await early.accomplice[Symbol.asyncDispose]();
    });
  }

  test('changes nothing in the project either, though a file that was given is still open for writing', async () => {
    const [holder, late] = [await openAccomplice('receive'), await openAccomplice('receive', 'change')];
    await chmod(holder.folder, 0o777);
    const project = session.dir.join('project');
    await mkdir(project);
    const ran = session.run(
      'probe-end send /held/s /held/file w; echo text >/work/x; probe-end send /host/s /work/x r',
      {
        project,
        binds: [
          { source: holder.folder, target: '/held', access: 'rw' },
          { source: late.folder, target: '/host', access: 'rw' },
        ],
      },
    );
    expect([await holder.accomplice.says(), await late.accomplice.says()]).toEqual(['got', 'got']);
    expect((await ran).changes).toEqual(['added work/x']);
    late.accomplice.goOn();
    expect(await late.accomplice.says()).toBe('EROFS');
    for (const { accomplice } of [late, holder]) await accomplice[Symbol.asyncDispose]();
  });

  test('that holds its output open delays the result by the grace period at most', async () => {
    const { accomplice, ran } = await handOver('1');
    const [{ job }, ms] = await ran;
    expect(job.outcome).toEqual(EXITED_0);
    expect(ms).toBeGreaterThan(GRACE_MS - 200);
    expect(ms).toBeLessThan(2 * GRACE_MS + SLACK_MS);
    await accomplice[Symbol.asyncDispose]();
  });
});

describe('a descriptor that a process of the host hands to a job', () => {
  test('leads to no file outside the view, by Landlock', async () => {
    const outside = session.dir.join('outside');
    await mkdir(outside, { mode: 0o755 });
    await writeFile(join(outside, 'secret'), 'secret', { mode: 0o644 });
    const take = async (landlock: 'auto' | 'off'): Promise<string> => {
      const { accomplice, folder } = await openAccomplice('give', outside);
      const binds = [{ source: folder, target: '/host' }];
      const { stdout } = await session.run(['probe-end', 'take', '/host/s', 'secret'], { binds, landlock });
      await accomplice[Symbol.asyncDispose]();
      return stdout;
    };
    expect([await take('auto'), await take('off')]).toEqual(['EACCES\n', 'ok\n']);
  });
});

describe('a process that does not end', () => {
  freezerTest('puts its job into quarantine, with its ids, until it is gone', async () => {
    const group = join(freezer as string, `layover-test-${crypto.randomUUID()}`);
    const marker = `marker-${crypto.randomUUID()}`;
    const controller = new AbortController();
    await mkdir(group);
    const before = (await session.run('true')).job.result.receipt.idMap;
    const freeze = async () => {
      const findSleeper = async () =>
        (await processesMarked(marker)).find(({ command }) => command.startsWith('sleep'));
      await expect.poll(findSleeper, { timeout: 20_000 }).toBeDefined();
      await writeFile(join(group, 'tasks'), String((await findSleeper())?.pid));
      await writeFile(join(group, 'freezer.state'), 'FROZEN');
      controller.abort();
    };
    let frozen: Promise<void> | undefined;
    const onStart = () => {
      frozen = freeze();
    };
    try {
      const run = session.run('sleep 60 & wait', {
        env: { MARKER: marker },
        signal: controller.signal,
        onStart,
      });
      await expect(run).rejects.toMatchObject({
        code: 'LAYOVER_QUARANTINED',
        message: expect.stringMatching(/^Job j-\w+ is in quarantine: .* do not end, 10 s after/),
      });
      await frozen;
      const [quarantined] = await session.layover.quarantined();
      const id = quarantined?.id ?? '';
      expect(quarantined).toMatchObject({ isHeld: true });
      expect(existsSync(join(session.home, 'jobs', id))).toBe(false);
      expect(await readdir(join(session.home, 'quarantine', id))).toContain('upper');
      await expect(session.layover.discard(id)).rejects.toMatchObject({ code: 'LAYOVER_JOB_BUSY' });
      const during = (await session.run('true')).job.result.receipt.idMap;
      await writeFile(join(group, 'freezer.state'), 'THAWED');
      expect(await processesLeft(marker)).toEqual([]);
      await session.layover.discard(id);
      expect(await session.layover.quarantined()).toEqual([]);
      expect(during).not.toBe(before);
    } finally {
      await writeFile(join(group, 'freezer.state'), 'THAWED');
      await processesLeft(marker);
      await rmdir(group);
    }
  });
});
