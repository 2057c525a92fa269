/** What a result says of a job's use, against loads that are known; and what it does not say where nothing counts. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGroups } from '#src/jail/limits/open.js';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import type { JobResult } from '#src/sandbox/result/job.js';
import { openSession, type Session } from '../e2e/session.js';
import { mayUseFuse } from '../fixtures/fuse.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { buildProbe } from './build-probe.js';

const groups = await openGroups(isRoot ? 'root' : 'rootless');
const groupTest = skipUnless(
  groups.refusalOf('memoryBytes') === undefined && groups.refusalOf('pids') === undefined,
  'needs control groups with memory and pids',
);
const MIB = 2 ** 20;
const ROOMY: LimitSpec = { memory: '512M', pids: 100 };

let session: Session;
beforeAll(async () => {
  session = await openSession();
  await buildProbe('./probe-load.c', join(session.rootfs, 'usr/bin/probe-load'));
});
afterAll(async () => await session[Symbol.asyncDispose]());

async function use(words: string, limits: LimitSpec = {}): Promise<JobResult> {
  const { job, stderr } = await session.run(`probe-load ${words}`, { limits });
  expect([job.outcome, stderr]).toEqual([{ kind: 'exited', exitCode: 0 }, '']);
  return job.result;
}

/** A load is measured where the number is at least that much, and a job without the load shows less. */
const idle = async (limits: LimitSpec): Promise<JobResult> => await use('burn 0', limits);

for (const [by, limits, declare] of [
  ['the keeper', {}, test],
  ['a control group', ROOMY, groupTest],
] as const) {
  describe(`counted by ${by}`, () => {
    declare('300 ms of user time', async () => {
      const { usage } = await use('burn 300', limits);
      expect(usage.userMs).toBeGreaterThanOrEqual(290);
      expect(usage.userMs).toBeLessThan(600);
      expect(usage.wallMs).toBeGreaterThanOrEqual((usage.userMs ?? 0) * 0.95);
      expect((await idle(limits)).usage.userMs).toBeLessThan(150);
    });

    declare('200 ms of system time', async () => {
      const { usage } = await use('kernel 200', limits);
      expect(usage.systemMs).toBeGreaterThanOrEqual(190);
      expect(usage.systemMs).toBeLessThan(600);
      expect((await idle(limits)).usage.systemMs).toBeLessThan(150);
    });

    declare('300 ms that pass', async () => {
      const { job } = await session.run('sleep 0.3', { limits });
      expect(job.result.usage.wallMs).toBeGreaterThanOrEqual(300);
      expect(job.result.usage.userMs).toBeLessThan(200);
    });

    declare('64 MiB of memory', async () => {
      const { usage } = await use('touch 64', limits);
      expect(usage.memoryPeakBytes).toBeGreaterThanOrEqual(64 * MIB);
      expect(usage.memoryPeakBytes).toBeLessThan(96 * MIB);
      expect((await idle(limits)).usage.memoryPeakBytes).toBeLessThan(48 * MIB);
    });

    declare('16 MiB written, and none by a job that writes none', async () => {
      const { usage } = await use('write /srv/x 16', limits);
      expect(usage.writtenBytes).toBeGreaterThanOrEqual(16 * MIB);
      expect(usage.writtenBytes).toBeLessThan(20 * MIB);
      expect((await idle(limits)).usage.writtenBytes).toBeLessThan(MIB);
    });

    declare('16 MiB read past the page cache', async () => {
      const { job } = await session.run('probe-load write /srv/x 16; probe-load read /srv/x', { limits });
      const { usage } = job.result;
      expect(usage.readBytes).toBeGreaterThanOrEqual(16 * MIB);
      expect(usage.readBytes).toBeLessThan(24 * MIB);
      expect((await use('write /srv/x 16', limits)).usage.readBytes).toBeLessThan(8 * MIB);
    });
  });
}

groupTest('a control group counts 8 processes at once, and the memory of all of them', async () => {
  const alone = await use('crowd 8', ROOMY);
  expect(alone.usage.processesPeak).toBe(8 + 1); // the shell as well
  expect((await idle(ROOMY)).usage.processesPeak).toBe(2);
  const { usage } = await use('share 4 24', ROOMY);
  expect(usage.memoryPeakBytes).toBeGreaterThanOrEqual(4 * 24 * MIB);
});

test('what nothing counts is absent, and the receipt names it', async () => {
  const { usage, receipt } = await use('crowd 8');
  expect(receipt.unmeasured).toEqual(['processesPeak']);
  expect(Object.keys(usage)).not.toContain('processesPeak');
  for (const name of ['wallMs', 'userMs', 'systemMs', 'memoryPeakBytes', 'readBytes', 'writtenBytes'])
    expect(Object.keys(usage)).toContain(name);
});

groupTest('with a control group nothing is missing', async () => {
  const { usage, receipt } = await use('crowd 2', ROOMY);
  expect([receipt.unmeasured, Object.keys(usage).length]).toEqual([[], 7]);
});

skipUnless(mayUseFuse(), 'needs fuse-overlayfs, and /dev/fuse open to this user')(
  'the daemon of an overlay, which no limit of the job holds, is named in the receipt',
  async () => {
    const besides = async (driver: 'fuse' | 'kernel', limits = ROOMY): Promise<string[]> =>
      (await session.run('true', { driver, limits })).job.result.receipt.fallbacks
        .map(({ used }) => used)
        .filter((used) => used.includes('daemon'));
    expect(await besides('fuse')).toEqual(['the daemon of fuse-overlayfs beside them']);
    expect([...(await besides('fuse', {})), ...(await besides('kernel'))]).toEqual([]);
  },
);
