/** `layover shell`: another command in a kept job's sandbox, over its changes. */
import { writeFile } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import { openLayover } from '#src/sandbox/open.js';
import { rootTest } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

const ROOT = { name: 'root', uid: 0, gid: 0 };
const OTHER = { name: 'an ordinary user', uid: 54_321, gid: 54_322 };
const OWN = { name: 'the caller', uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };

describe.each(process.getuid?.() === 0 ? [ROOT, OTHER] : [OWN])('as $name', (caller) => {
  let dir: TempDir;
  let cli: Cli;
  let rootfs: string;

  beforeAll(async () => {
    dir = await tempDir({ isTraversable: true, owner: caller });
    cli = await openCli(caller);
    rootfs = await buildRootfs(dir.join('rootfs'));
    if (process.getuid?.() === 0) await execa('chown', ['-R', `${caller.uid}:${caller.gid}`, rootfs]);
  });
  afterAll(async () => {
    await cli[Symbol.asyncDispose]();
    await dir[Symbol.asyncDispose]();
  });

  const keep = async (...words: readonly string[]): Promise<string> => {
    const { stderr } = await cli.run(['run', ...words]);
    return /j-\w{14}/.exec(stderr)?.[0] ?? stderr;
  };

  test('it sees what the job left, adds to it, and the diff is that of both', async () => {
    const id = await keep(
      '--lower',
      rootfs,
      '--tmpfs',
      '/scratch',
      '--',
      'sh',
      '-c',
      'echo log; echo 1 > /srv/one; rm /etc/group',
    );
    const script = 'cat /srv/one; ls /scratch; test ! -e /etc/group; echo 2 > /srv/two; rm /srv/one; exit 3';
    const shell = await cli.run(['shell', id, '--', 'sh', '-c', script]);
    expect(shell.stdout).toBe('1\n');
    expect(shell.stderr).toBe(`layover: ${id} now has 1 added, 1 deleted, 2 B\n`);
    expect(shell.exitCode).toBe(3);
    expect((await cli.run(['diff', id])).stdout).toBe('D etc/group\nA srv/two\n');
    expect((await cli.run(['logs', id])).stdout).toBe('log\n');
    expect((await cli.run(['shell', id, 'cat', '/srv/two'])).stdout).toBe('2\n');
  });

  test('a layer that was made of the job stays as it was, whatever the shell writes in place', async () => {
    const script = 'echo 1 > /srv/one; ln /srv/one /srv/two; mkfifo /srv/pipe; rm /etc/group';
    const id = await keep('--lower', rootfs, '--', 'sh', '-c', script);
    expect((await cli.run(['commit', id, '--layer', 'kept:v1'])).exitCode).toBe(0);
    const more = 'echo 2 >> /srv/one; chmod 600 /srv/pipe; test ! -e /etc/group';
    expect((await cli.run(['shell', id, '--', 'sh', '-c', more])).exitCode).toBe(0);
    const verified = await cli.run(['layer', 'verify', 'kept:v1']);
    expect([verified.exitCode, verified.stderr]).toEqual([0, 'layover: 1 layer verified\n']);
    // The names of one inode are still names of one.
    expect((await cli.run(['shell', id, '--', 'cat', '/srv/two'])).stdout).toBe('1\n2\n');
  });

  test('a command that is not there changes nothing, and the job stays', async () => {
    const id = await keep('--lower', rootfs, '--', 'sh', '-c', 'echo 1 > /srv/one');
    const shell = await cli.run(['shell', id, '--', 'no-such-program']);
    expect(shell.exitCode).toBe(127);
    expect((await cli.run(['diff', id])).stdout).toBe('A srv/one\n');
  });

  test('a job nobody kept is told as such', async () => {
    const { stderr, exitCode } = await cli.run(['shell', 'j-00000000000000', 'true']);
    expect(stderr).toMatch(/There is no kept job "j-00000000000000"/);
    expect(exitCode).toBe(125);
  });
});

rootTest('a directory of a lower that was renamed stays so, and another driver reopens its own', async () => {
  await using dir = await tempDir();
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const layover = await openLayover({ home: dir.join('home') });
  for (const driver of ['kernel', 'copy'] as const) {
    const { id } = await layover.run({
      lowers: [rootfs],
      driver,
      command: ['sh', '-c', 'mv /srv /moved; echo x > /moved/x'],
    });
    const { job, outcome } = await layover.resume(id, {
      command: ['sh', '-c', 'test ! -e /srv && cat /moved/x && mv /moved /srv && rm /srv/x'],
    });
    expect(outcome).toEqual({ kind: 'exited', exitCode: 0 });
    expect(await job.readChanges(), driver).toEqual([]);
    await job.discard();
  }
  await layover.close();
});

rootTest('while it runs nobody reads, commits or discards the job', async () => {
  await using dir = await tempDir();
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const layover = await openLayover({ home: dir.join('home') });
  const job = await layover.run({ lowers: [rootfs], command: ['true'] });
  const stop = new AbortController();
  let resumed: ReturnType<typeof layover.resume> | undefined;
  await new Promise<void>((resolve) => {
    const onStart = (): void => resolve();
    resumed = layover.resume(job.id, { command: ['sleep', '60'], signal: stop.signal, onStart });
  });
  await expect(job.discard()).rejects.toMatchObject({ code: 'LAYOVER_JOB_BUSY' });
  await expect(job.readChanges()).rejects.toMatchObject({ code: 'LAYOVER_JOB_BUSY' });
  stop.abort();
  expect((await resumed)?.outcome).toMatchObject({ kind: 'canceled' });
  expect(await job.readChanges()).toEqual([]);
  await layover.close();
});

describe('the limits of a job', () => {
  const definition = async (dir: TempDir, content: string): Promise<string> => {
    const path = dir.join(`${crypto.randomUUID()}.yaml`);
    await writeFile(path, content);
    return path;
  };

  test('hold for a further command in it', async () => {
    await using dir = await tempDir({ isTraversable: true });
    const rootfs = await buildRootfs(dir.join('rootfs'));
    const layover = await openLayover({ home: dir.join('home') });
    const command = ['sh', '-c', 'ulimit -n'];
    const limitOf = async (limits?: LimitSpec): Promise<string> => {
      const job = await layover.run({ lowers: [rootfs], command, limits });
      const stdout = new PassThrough();
      const printed = text(stdout);
      await layover.resume(job.id, { command, stdout });
      stdout.end();
      await job.discard();
      return await printed;
    };
    expect([await limitOf({ files: 77 }), await limitOf()]).toEqual(['77\n', '1024\n']);
    await layover.close();
  });

  rootTest('of disk, where they are required and would only be watched, are refused', async () => {
    await using dir = await tempDir({ isTraversable: true });
    const lowers = [await buildRootfs(dir.join('rootfs'))];
    const layover = await openLayover({ home: dir.join('home') });
    const again = async (sandbox: string): Promise<unknown> => {
      const job = await layover.run({ lowers, sandbox, command: ['true'] });
      const { outcome } = await layover.resume(job.id, { command: ['true'] });
      return outcome;
    };
    const hard = await definition(dir, 'require: [limits]\nlimits: { disk: 20M }\n');
    await expect(again(hard)).rejects.toMatchObject({
      code: 'LAYOVER_UNSUPPORTED',
      message: expect.stringContaining('There is no limit of disk here: what a kept job left'),
    });
    for (const limits of ['require: [limits]\nlimits: { disk: 20M, diskBy: watch }', 'limits: { disk: 20M }'])
      expect(await again(await definition(dir, limits))).toEqual({ kind: 'exited', exitCode: 0 });
    await layover.close();
  });
});
