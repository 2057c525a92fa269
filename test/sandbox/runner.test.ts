import { spawnSync } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLayover } from '#src/sandbox/open.js';
import { openSession, type Session } from '../e2e/session.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

/** A program that uses the library, in a process of its own that starts with what `shell` opens. */
function runProgram(source: string, shell = ''): { stdout: string; stderr: string; status: number | null } {
  const program = `import { openLayover } from '${DIST}/sandbox/open.js';\n${source}`;
  const words = [process.execPath, '--input-type=module', '-e', program];
  return spawnSync('bash', ['-c', `${shell} exec "$@"`, 'bash', ...words], {
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe('a runner', () => {
  test('that is closed while a diff is read says so to the reader', async () => {
    const other = await openLayover({ home: session.dir.join('closed') });
    const job = await other.run({
      lowers: [session.rootfs],
      command: ['sh', '-c', 'i=0; while [ $i -lt 3000 ]; do echo x >/srv/$i; i=$((i+1)); done'],
    });
    expect((await job.readChanges()).length).toBe(3000);
    const reading = Promise.allSettled(Array.from({ length: 8 }, () => job.readChanges({ digests: true })));
    await other.close();
    const failed = (await reading).filter((end) => end.status === 'rejected');
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed) expect(reason).toMatchObject({ code: 'LAYOVER_CANCELED' });
  });

  test('hands no descriptor of its own to a job, whatever it was started with', async () => {
    const source = `
      const layover = await openLayover({ home: ${JSON.stringify(session.home)} });
      const job = await layover.run({ lowers: [${JSON.stringify(session.rootfs)}], command: ['probe', 'fds'], stdout: process.stdout });
      await job.discard();
      await layover.close();`;
    const done = runProgram(source, 'exec 200</etc/passwd 9</etc/group;');
    expect(done.stderr).toBe('');
    expect(
      done.stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/\[.*/, '')),
    ).toEqual(['0 pipe:', '1 pipe:', '2 pipe:']);
  });

  test('does not hold its program open, closed or not', async () => {
    const source = `
      const layover = await openLayover({ home: ${JSON.stringify(session.home)} });
      const job = await layover.run({ lowers: [${JSON.stringify(session.rootfs)}], command: ['true'] });
      await job.discard();`;
    const done = runProgram(source);
    expect(done).toMatchObject({ status: 0, stderr: '' });
  });

  test('that opens and closes at once does so a hundred times', async () => {
    const source = `
      for (let round = 0; round < 100; round += 1) {
        const layover = await openLayover({ home: ${JSON.stringify(session.home)} });
        const job = round % 4 ? undefined : await layover.run({ lowers: [${JSON.stringify(session.rootfs)}], command: ['sh', '-c', 'echo >/srv/x'] });
        await job?.readChanges();
        await job?.discard();
        await layover.emptyTrash();
        await layover.close();
      }`;
    expect(runProgram(source)).toMatchObject({ status: 0, stderr: '' });
  });

  test('finds the jobs that another one kept, and their changes', async () => {
    const job = await session.layover.run({
      lowers: [session.rootfs],
      command: ['sh', '-c', 'echo x >/srv/x; exit 4'],
    });
    await using other = await openLayover({ home: session.home });
    expect((await other.jobs()).map(({ id }) => id)).toEqual([job.id]);
    const found = await other.job(job.id);
    expect(found.outcome).toEqual({ kind: 'exited', exitCode: 4 });
    expect((await found.readChanges()).map(({ path }) => path)).toEqual(['srv/x']);
    await found.discard();
    await expect(other.job(job.id)).rejects.toMatchObject({ code: 'LAYOVER_JOB_UNKNOWN' });
  });

  test("leaves another one's running job alone", async () => {
    const running = session.run('echo x >/srv/x; sleep 1; cat /srv/x');
    await new Promise((resolve) => setTimeout(resolve, 300));
    await using other = await openLayover({ home: session.home });
    await other.emptyTrash();
    const beside = await readdir(`${session.home}/jobs`);
    const ran = await running; // whatever is found amiss: left to itself it would end with the session, and fail
    expect(beside.length).toBe(1);
    expect(ran).toMatchObject({ stdout: 'x\n', changes: ['added srv/x'] });
  });

  test('refuses a state directory that others may enter, or of another version', async () => {
    const home = session.dir.join('odd');
    await (await openLayover({ home })).close();
    await writeFile(`${home}/format`, '99\n');
    await expect(openLayover({ home })).rejects.toMatchObject({ code: 'LAYOVER_HOME' });
    await expect(openLayover({ home: session.dir.path })).rejects.toMatchObject({ code: 'LAYOVER_HOME' });
  });
});
