/** What a job may try against others on the machine: each attempt fails, and the same one succeeds on the host. */
import { copyFile, stat } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { processesMarked } from '../fixtures/processes.js';
import { rootTest } from '../fixtures/requirements.js';

let session: Session;
beforeAll(async () => {
  session = await openSession({ concurrency: 2 });
  await copyFile('/usr/bin/chrt', `${session.rootfs}/usr/bin/chrt`);
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
});

describe('a job beside another', () => {
  test('sees none of its processes, and signals none', async () => {
    const marker = `layover-attack-${process.pid}`;
    const stdin = new PassThrough();
    let started: () => void = () => undefined;
    const hasStarted = new Promise<void>((resolve) => {
      started = resolve;
    });
    const victim = session.run(['sh', '-c', 'cat; echo alive', marker], {
      stdin,
      onStart: () => started(),
    });
    await hasStarted;
    await expect
      .poll(async () => (await processesMarked(marker)).length, { timeout: 60_000 })
      .toBeGreaterThan(0);
    const look = 'cat /proc/[0-9]*/cmdline | tr "\\0" " "; kill -KILL -1';
    const { stdout } = await session.run(['bash', '-c', `${look}; echo`, 'attacker'], {});
    expect(stdout).toContain('attacker');
    expect(stdout).not.toContain(marker);
    stdin.end();
    expect((await victim).stdout).toBe('alive\n');
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
