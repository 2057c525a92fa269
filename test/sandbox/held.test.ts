/** Jobs that run in what was made ready ahead: nobody can tell, but by the clock. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunSpec } from '#src/sandbox/definition/spec.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import { collect, openSession, type Session } from '../e2e/session.js';
import { hostState } from '../fixtures/processes.js';
import { isRoot, rootTest } from '../fixtures/requirements.js';
import { descendantsOf } from '../jail/keeper-process.js';

const OPEN = fileURLToPath(new URL('../../dist/sandbox/open.js', import.meta.url));

let session: Session;
beforeEach(async () => {
  session = await openSession({ concurrency: 2 });
});
afterEach(async () => await session[Symbol.asyncDispose]());

/** Of the keeper of this process, alive or not. */
function processesOfJobs(): number[] {
  const own = descendantsOf(process.pid).filter((pid) => parentOf(pid) === process.pid);
  return own.filter((pid) => nameOf(pid) === 'layover-keeper').flatMap(descendantsOf);
}

/** The init and the process of what is ready, which only wait. */
function waiting(): number[] {
  return processesOfJobs().filter((pid) => stateOf(pid) === 'S');
}

function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return [
      text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
      ...text.slice(text.lastIndexOf(')') + 2).split(' '),
    ];
  } catch {
    return [];
  }
}

const nameOf = (pid: number): string | undefined => statOf(pid)[0];
const stateOf = (pid: number): string | undefined => statOf(pid)[1];
const parentOf = (pid: number): number => Number(statOf(pid)[2]);

/** So many processes that wait, the same ones twice in a row: those of a job that is being made come and go. */
async function until(count: number, withinMs = 10_000): Promise<number[]> {
  const end = performance.now() + withinMs;
  let before: number[] = [];
  for (;;) {
    const found = waiting();
    const isSteady = found.length === count && String(found) === String(before);
    if (isSteady || performance.now() > end) return found;
    before = found;
    await delay(30);
  }
}

/** Runs a job, and waits until the next one of its kind is ready. */
async function warmUp(spec: Partial<RunSpec> = {}): Promise<number[]> {
  const { job } = await session.run('true', spec);
  expect(job.result.outcome).toEqual({ kind: 'exited', exitCode: 0 });
  const ready = await until(2);
  expect(ready).toHaveLength(2);
  return ready;
}

/** Whether a job ran in what waited: it then has the directory that was there before. */
async function runIn(command: string, spec: Partial<RunSpec> = {}) {
  const before = readdirSync(join(session.home, 'jobs'));
  expect(before).toHaveLength(1);
  const ran = await session.run(command, spec);
  return { ...ran, isHeld: before.includes(ran.job.id) };
}

describe('a job like the one before it', () => {
  test('runs in what was made ready, with its own words, streams, directory and upper', async () => {
    await warmUp();
    const ran = await runIn('cat; pwd; echo "$WHO"; echo x >/made; echo err >&2; exit 3', {
      stdin: 'in\n',
      env: { WHO: 'me' },
      cwd: '/tmp',
    });
    expect(ran).toMatchObject({
      isHeld: true,
      stdout: 'in\n/tmp\nme\n',
      stderr: 'err\n',
      changes: ['added made'],
    });
    expect(ran.job.result.outcome).toEqual({ kind: 'exited', exitCode: 3 });
    await until(2);
    const next = await runIn('ls /made; cat /proc/sys/kernel/hostname');
    expect(next).toMatchObject({ isHeld: true, stdout: 'layover\n', changes: [] });
  });

  test('has the time of its own, from its own start', async () => {
    await warmUp({ limits: { timeout: '1s' } });
    await delay(1_200);
    const ran = await runIn('sleep 0.3', { limits: { timeout: '1s' } });
    expect(ran.isHeld).toBe(true);
    expect(ran.job.result.outcome).toEqual({ kind: 'exited', exitCode: 0 });
    expect(ran.job.result.usage.wallMs).toBeLessThan(1_000);
    await until(2);
    const late = await runIn('sleep 60', { limits: { timeout: '1s' } });
    expect(late).toMatchObject({ isHeld: true });
    expect(late.job.result.outcome).toEqual({ kind: 'timed-out', afterMs: 1_000 });
  });

  test('is ended when it is canceled', async () => {
    await warmUp();
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const ran = await runIn('sleep 60', { signal: abort.signal });
    expect(ran).toMatchObject({ isHeld: true });
    expect(ran.job.result.outcome).toEqual({ kind: 'canceled' });
  });

  test('is told as ever that its command is not there, or too long', async () => {
    await warmUp();
    const lowers = [session.rootfs];
    const none = await session.layover.run({ lowers, command: ['/no/such'] });
    expect(none.result.outcome).toMatchObject({ kind: 'not-started', step: 'exec', errno: 'ENOENT' });
    await none.discard();
    await until(2);
    const long = session.layover.run({ lowers, command: ['true', 'x'.repeat(5 << 20)] });
    await expect(long).rejects.toMatchObject({ code: 'LAYOVER_USAGE' });
    expect((await session.run('echo on')).stdout).toBe('on\n');
    expect(await session.layover.jobs()).toEqual([]);
  });
});

describe('what was made ready is let go', () => {
  test('for a job of another kind', async () => {
    await warmUp();
    const ran = await runIn('cat /proc/sys/kernel/hostname', { hostname: 'other' });
    expect(ran).toMatchObject({ isHeld: false, stdout: 'other\n' });
  });

  const changes: Array<readonly [string, (rootfs: string) => Promise<void>, string, string]> = [
    ['a file beside it', async (root) => await writeFile(join(root, 'new'), 'new\n'), 'cat /new', 'new\n'],
    [
      'another directory under the same name',
      async (root) => {
        await rename(root, `${root}.old`);
        execFileSync('cp', ['-a', `${root}.old`, root]);
        await writeFile(join(root, 'srv/which'), 'second\n');
      },
      'cat /srv/which',
      'second\n',
    ],
    [
      'a place to mount on that is another one',
      async (root) => {
        await rm(join(root, 'run'), { recursive: true, force: true });
        await mkdir(join(root, 'run'), { mode: 0o700 });
      },
      'stat -c %A /run',
      'drwxr-xr-x\n',
    ],
  ];
  for (const [what, change, command, printed] of changes) {
    test(`when its lower has changed: ${what}`, async () => {
      await warmUp();
      await change(session.rootfs);
      expect(await runIn(command)).toMatchObject({ isHeld: false, stdout: printed });
    });
  }

  test('deeper changes of a lower are seen all the same', async () => {
    const deep = join(session.rootfs, 'srv/a/b');
    await mkdir(deep, { recursive: true });
    await writeFile(join(deep, 'file'), 'one\n');
    await warmUp();
    await writeFile(join(deep, 'file'), 'two, and longer\n');
    await writeFile(join(deep, 'more'), 'more\n');
    const ran = await runIn('cat /srv/a/b/file /srv/a/b/more');
    expect(ran).toMatchObject({ isHeld: true, stdout: 'two, and longer\nmore\n' });
  });

  rootTest(
    'when something was mounted meanwhile; and in time for its file system to be unmounted',
    async () => {
      const lower = session.dir.join('mounted');
      await mkdir(lower);
      execFileSync('mount', ['-t', 'tmpfs', 'layover-test', lower]);
      try {
        execFileSync('cp', ['-a', `${session.rootfs}/.`, lower]);
        await warmUp({ lowers: [lower] });
        await mkdir(join(lower, 'srv/over'), { recursive: true });
        execFileSync('mount', ['-t', 'tmpfs', 'layover-test', join(lower, 'srv/over')]);
        const ran = await runIn('true', { lowers: [lower] }).finally(() =>
          execFileSync('umount', [join(lower, 'srv/over')]),
        );
        expect(ran.isHeld).toBe(false);
        await until(0);
        execFileSync('umount', [lower]);
      } finally {
        if (readdirSync(lower).length > 0) execFileSync('umount', ['--lazy', lower]);
      }
    },
  );

  test('after two seconds, and nothing of it is left', async () => {
    await warmUp();
    expect(await until(0)).toEqual([]);
    await expect.poll(() => readdirSync(join(session.home, 'jobs'))).toEqual([]);
  });
});

describe('what waits when the runner ends', () => {
  test('ends with it, and leaves no directory', async () => {
    const ready = await warmUp();
    await session.layover.close();
    expect(ready.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
    expect(readdirSync(join(session.home, 'jobs'))).toEqual([]);
    expect(readdirSync(join(session.home, 'trash'))).toEqual([]);
  });

  test('ends with a runner that is killed, and the next one takes away what it had', async () => {
    const home = session.dir.join('killed');
    const source = `
      import { openLayover } from ${JSON.stringify(OPEN)};
      const layover = await openLayover({ home: ${JSON.stringify(home)} });
      const job = await layover.run({ lowers: [${JSON.stringify(session.rootfs)}], command: ['true'], limits: { memory: '64M' } });
      await job.discard();
      setInterval(() => console.log('.'), 50);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await expect.poll(() => readdirSync(join(home, 'jobs')), { timeout: 10_000 }).toHaveLength(1);
    await once(child.stdout, 'data');
    const [id = ''] = readdirSync(join(home, 'jobs'));
    const groups = async () => (await hostState()).cgroups.filter((path) => path.includes(id));
    if (isRoot) expect(await groups()).not.toEqual([]);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => descendantsOf(child.pid ?? 0)).toEqual([]);
    await using next = await openLayover({ home });
    expect(await next.jobs()).toEqual([]);
    await expect
      .poll(async () => {
        await using again = await openLayover({ home });
        return [...(await again.jobs()), ...readdirSync(join(home, 'jobs'))];
      })
      .toEqual([]);
    expect(await groups()).toEqual([]);
  });

  test('is not there at all where nothing is to wait', async () => {
    await using cold: Layover = await openLayover({ home: session.dir.join('cold'), warm: 0 });
    const { stream } = collect();
    const job = await cold.run({ lowers: [session.rootfs], command: ['true'], stdout: stream });
    await job.discard();
    await delay(100);
    expect(waiting()).toEqual([]);
  });
});
