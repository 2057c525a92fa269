/** What a job may try against others on the machine: each attempt fails, and the same one succeeds on the host. */
import { readFileSync } from 'node:fs';
import { copyFile, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { processesMarked } from '../fixtures/processes.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { buildProbe } from './build-probe.js';

let session: Session;
let probe: string;
beforeAll(async () => {
  session = await openSession({ concurrency: 2 });
  await copyFile('/usr/bin/chrt', `${session.rootfs}/usr/bin/chrt`);
  probe = session.dir.join('probe-attack');
  await buildProbe('./probe-attack.c', probe);
  await copyFile(probe, `${session.rootfs}/usr/bin/probe-attack`);
});
afterAll(async () => await session[Symbol.asyncDispose]());

const onHost = async (script: string): Promise<string> => (await execa('sh', ['-c', script])).stdout;
const inJob = async (script: string): Promise<string> => (await session.run(script)).stdout.trim();

describe('a job that wants more of the machine than others', () => {
  const scored = (score: number): string =>
    `(echo ${score} >/proc/self/oom_score_adj) 2>/dev/null && echo done || echo refused`;

  rootTest('cannot keep itself from being ended first when memory runs out', async () => {
    expect(Number(await inJob('read score </proc/self/oom_score_adj; echo $score'))).toBeGreaterThanOrEqual(
      500,
    );
    expect(await inJob(scored(-900))).toBe('refused');
    expect(await inJob(scored(900))).toBe('done'); // the way is open, only not downwards
  });

  rootTest('cannot take a processor for itself', async () => {
    const RT = 'chrt -f 1 true 2>/dev/null && echo taken || echo refused';
    expect(await inJob(RT)).toBe('refused');
    expect(await onHost(RT)).toBe('taken');
  });

  test('cannot lock memory beyond its 64 KiB', async () => {
    const lock = (kib: number): string => `probe-attack mlock ${kib}`;
    expect([await inJob(lock(1_024)), await inJob(lock(32))]).toEqual(['ENOMEM', 'ok']);
    if (isRoot) expect(await onHost(`${probe} mlock 1024`)).toBe('ok');
  });

  const namesCores = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').startsWith('core');
  skipUnless(namesCores, 'needs cores that the kernel writes itself')('leaves no core', async () => {
    const crash = "ulimit -c unlimited 2>/dev/null; sh -c 'kill -SEGV $$'; ls | grep -c ^core";
    const { stdout, changes } = await session.run(`cd /srv; ${crash}`);
    expect([stdout, changes]).toEqual(['0\n', []]);
    await using dir = await tempDir();
    expect((await execa('sh', ['-c', crash], { cwd: dir.path })).stdout).toBe('1');
  });
});

describe('what a job runs without a file', () => {
  test('is under the same filter, and gains nothing', async () => {
    const look = 'memfd /usr/bin/grep -E "^(CapBnd|NoNewPrivs|Seccomp):" /proc/self/status';
    const [named, unnamed] = [await inJob(look.replace('memfd ', '')), await inJob(`probe-attack ${look}`)];
    expect(unnamed).toBe(named);
    expect(unnamed).toMatch(/NoNewPrivs:\t1\nSeccomp:\t2$/);
    expect(await onHost(`${probe} ${look}`)).not.toBe(unnamed);
    // It was the copy that ran: the program's own path names no file.
    expect(await inJob('probe-attack memfd /usr/bin/readlink /proc/self/exe')).toMatch(/^\/memfd:x/);
  });
});

describe('the namespaces of the first process', () => {
  test('cannot be named, hence not be entered, whatever the filter', async () => {
    const look = `sleep 5 & for pid in 1 $!; do
      [ "$pid" = 1 ] && name=init || name=sibling; readlink /proc/$pid/ns/mnt >/dev/null 2>&1 && echo $name; done`;
    for (const seccomp of ['default', 'off'] as const)
      expect((await session.run(look, { seccomp })).stdout).toBe('sibling\n');
  });
});

describe('objects of System V and POSIX', () => {
  const count = 'cat /proc/sysvipc/shm /proc/sysvipc/sem /proc/sysvipc/msg | grep -c 6768';

  test('that a job leaves are gone with it', async () => {
    const run = async (script: string): Promise<string> =>
      (await session.run(script, { landlock: 'off' })).stdout;
    expect(await run(`probe-attack ipc; ${count}`)).toBe('ok ok ok ok\n3\n');
    expect(await run(`${count}; probe-attack ipc; probe-attack ipc`)).toBe(
      '0\nok ok ok ok\nok ok ok EEXIST\n', // a queue that is there already is refused
    );
    expect(await onHost(`${count} || :`)).toBe('0');
  });

  test('are without queues of POSIX where there is Landlock: they lie outside the view', async () => {
    expect(await inJob('probe-attack ipc')).toBe('ok ok ok EACCES');
  });
});

/** A job that waits until it is told to go on. */
async function startVictim(): Promise<{ pid: number; marker: string; end(): Promise<string> }> {
  const marker = `layover-attack-${crypto.randomUUID()}`;
  const stdin = new PassThrough();
  const victim = session.run(['sh', '-c', 'cat; echo alive', marker], { stdin });
  const find = async () => (await processesMarked(marker)).find(({ command }) => command.startsWith('sh'));
  await expect.poll(find, { timeout: 60_000 }).toBeDefined();
  return {
    pid: (await find())?.pid ?? 0,
    marker,
    end: async () => {
      stdin.end();
      return (await victim).stdout;
    },
  };
}

describe('a job beside another', () => {
  test('sees none of its processes, and signals none', async () => {
    const victim = await startVictim();
    const look = 'cat /proc/[0-9]*/cmdline | tr "\\0" " "; kill -KILL -1';
    const { stdout } = await session.run(['bash', '-c', `${look}; echo`, 'attacker'], {});
    expect(stdout).toContain('attacker');
    expect(stdout).not.toContain(victim.marker);
    expect(await victim.end()).toBe('alive\n');
  });

  test('traces and reads none of its processes, by any number, nor its own init', async () => {
    const victim = await startVictim();
    const pids = [...Array.from({ length: 400 }, (_, index) => String(index + 1)), String(victim.pid)];
    for (const seccomp of ['default', 'off'] as const) {
      const { stdout } = await session.run(['probe-attack', 'trace', ...pids], { seccomp });
      expect(stdout).toBe('1 EPERM EPERM\n');
    }
    if (isRoot) expect(await onHost(`${probe} trace ${victim.pid}`)).toMatch(/^\d+ ok /);
    expect(await victim.end()).toBe('alive\n');
  });
});

describe('a setuid program that a job leaves', () => {
  rootTest('is out of reach for everybody else on the host', async () => {
    const command = ['sh', '-c', 'cp /usr/bin/cat /srv/cat && chmod 4755 /srv/cat'];
    const job = await session.layover.run({ lowers: [session.rootfs], command });
    const path = `${session.home}/jobs/${job.id}/upper/srv/cat`;
    try {
      const { mode, uid } = await stat(path);
      expect([mode & 0o7777, uid]).toEqual([0o4755, 0]);
      // By a shell: setpriv itself keeps root's rights up to the exec that it does, and would find its way.
      const words = ['--reuid=1000', '--regid=1000', '--clear-groups', 'sh', '-c', '"$0" /proc/self/status'];
      const run = async (program: string) => await execa('setpriv', [...words, program], { reject: false });
      expect((await run(path)).stderr).toContain('Permission denied');
      await execa('cp', ['-a', path, session.dir.join('cat')]);
      expect((await run(session.dir.join('cat'))).stdout).toMatch(/^Uid:\s+1000\s+0\s/m);
    } finally {
      await job.discard();
    }
  });
});
