import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobTask } from '#src/sandbox/life/submit.js';
import { openLayover } from '#src/sandbox/open.js';
import { openSession, type Session } from '../e2e/session.js';
import { processesLeft, processesMarked } from '../fixtures/processes.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

const sh = (script: string, rest: Partial<JobTask> = {}): JobTask => ({
  ...rest,
  spec: { lowers: [session.rootfs], command: ['sh', '-c', script] },
});

/** The process of a job whose words hold `tag`. */
async function waitForJob(tag: string): Promise<number> {
  for (;;) {
    const [found] = await processesMarked(tag);
    if (found) return found.pid;
    await delay(10);
  }
}

/** The child of this process that `pid` descends from. */
async function childAbove(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const parent = Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]);
  return parent === process.pid ? pid : await childAbove(parent);
}

describe('a submitted job', () => {
  test('runs when what it needs has succeeded, and sees what that made', async () => {
    const { layover, rootfs } = session;
    const layer = 'made-by-need';
    const make = await layover.submit(sh('echo made >/srv/x', { name: 'make' }));
    const read = await layover.submit({
      name: 'read',
      needs: ['make'],
      spec: async ({ needs }) => {
        const end = needs.get('make');
        if (end?.kind === 'succeeded') await end.result.commitLayer({ name: layer });
        return { lowers: [layer], command: ['grep', '-q', 'made', '/srv/x'] };
      },
    });
    const end = await read.ended;
    expect(end).toMatchObject({ kind: 'succeeded', attempts: 1 });
    for (const one of [await make.ended, end]) if (one.kind === 'succeeded') await one.result.discard();
    expect(rootfs).not.toBe('');
    layover.scheduler.forget('make');
    layover.scheduler.forget('read');
  });

  test('that fails has failed with its job, and is tried again only where asked', async () => {
    const once = await session.layover.submit(sh('exit 3'));
    const end = await once.ended;
    expect(end).toMatchObject({ kind: 'failed', attempts: 1, result: { outcome: { exitCode: 3 } } });
    const thrice = await session.layover.submit(sh('exit 3', { retry: { on: ['failed'], delayMs: 1 } }));
    const last = await thrice.ended;
    expect(last).toMatchObject({ kind: 'failed', attempts: 3 });
    // Of three attempts one job is left.
    const kept = await session.layover.jobs();
    const ids = [end, last].map((one) => (one.kind === 'failed' ? one.result.id : ''));
    expect(kept.map(({ id }) => id).sort()).toEqual(ids.sort());
    for (const id of ids) await session.layover.discard(id);
  });

  test('that cannot run for a reason that stays is not tried again', async () => {
    const task = { spec: { lowers: [session.dir.join('none')], command: ['true'] } };
    const end = await (await session.layover.submit(task)).ended;
    expect(end).toMatchObject({ kind: 'errored', attempts: 1, error: { code: 'LAYOVER_LOWER_MISSING' } });
    await expect(session.layover.submit({ spec: { command: 'true' } as never })).rejects.toMatchObject({
      code: 'LAYOVER_USAGE',
    });
  });

  test('is tried again when the keeper dies under it', async () => {
    await using layover = await openLayover({ home: session.dir.join('killed') });
    let killed = 0;
    const killKeeper = async (tag: string): Promise<void> => {
      killed = await childAbove(await waitForJob(tag));
      process.kill(killed, 'SIGKILL');
    };
    const tag = `3${Date.now() % 1_000_000}`;
    const handle = await layover.submit({
      retry: { delayMs: 10 },
      spec: ({ attempt }) => ({
        lowers: [session.rootfs],
        command: attempt === 1 ? ['sleep', tag] : ['true'],
        onStart: () => {
          if (attempt === 1) void killKeeper(tag);
        },
      }),
    });
    const end = await handle.ended;
    expect(end).toMatchObject({ kind: 'succeeded', attempts: 2 });
    expect(killed).toBeGreaterThan(0);
  });

  test('that is canceled leaves no process, and is kept as canceled', async () => {
    const tag = `4${Date.now() % 1_000_000}`;
    const handle = await session.layover.submit(sh(`sleep ${tag} & sleep ${tag}`));
    await waitForJob(tag);
    const end = await handle.cancel();
    expect(end).toMatchObject({ kind: 'canceled', by: 'caller', result: { outcome: { kind: 'canceled' } } });
    expect(await processesLeft(tag)).toEqual([]);
    if (end.kind === 'canceled') await end.result?.discard();
  });

  test('is ended, and waited for, when its runner is closed', async () => {
    const layover = await openLayover({ home: session.dir.join('closed'), concurrency: 1 });
    const tag = `5${Date.now() % 1_000_000}`;
    const handles = await layover.submitAll([sh(`sleep ${tag}`), sh('true')]);
    const direct = layover.run({ lowers: [session.rootfs], command: ['true'] });
    const isRefused = expect(direct).rejects.toMatchObject({ code: 'LAYOVER_CANCELED' });
    await waitForJob(tag);
    await layover.close();
    await isRefused;
    const ends = await Promise.all(handles.map(async ({ ended }) => await ended));
    expect(ends).toMatchObject([
      { kind: 'canceled', by: 'shutdown', result: { outcome: { kind: 'canceled' } } },
      { kind: 'canceled', by: 'shutdown', attempts: 0 },
    ]);
    expect(await processesLeft(tag)).toEqual([]);
    await expect(layover.run({ command: ['true'] })).rejects.toMatchObject({ code: 'LAYOVER_CLOSED' });
  });
});
