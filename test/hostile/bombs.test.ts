/** Bombs that take more than one process, or more than memory: contained, named, and no trouble to a neighbour. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openGroups } from '#src/jail/limits/open.js';
import type { Outcome } from '#src/jail/outcome.js';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import { openSession, type Ran, type Session } from '../e2e/session.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { buildProbe } from './build-probe.js';

const groups = await openGroups(isRoot ? 'root' : 'rootless');
const memoryTest = skipUnless(
  groups.refusalOf('memoryBytes') === undefined,
  'needs control groups with memory',
);
const groupTest = skipUnless(groups.kind !== 'none', 'needs control groups');
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const EXITED_0 = { kind: 'exited', exitCode: 0 };
const MIB = 2 ** 20;

let session: Session;
beforeAll(async () => {
  session = await openSession({ concurrency: 3 });
  await buildProbe('./probe-load.c', join(session.rootfs, 'usr/bin/probe-load'));
});
afterAll(async () => await session[Symbol.asyncDispose]());

/** With a neighbour that counts to five meanwhile, and a runner that is asked every 20 ms. */
async function besideNeighbour(
  bomb: () => Promise<Ran>,
): Promise<{ bombed: Ran; neighbour: Ran; slowestMs: number }> {
  let [slowestMs, last] = [0, performance.now()];
  const timer = setInterval(() => {
    slowestMs = Math.max(slowestMs, performance.now() - last - 20);
    last = performance.now();
  }, 20);
  try {
    const [bombed, neighbour] = await Promise.all([
      bomb(),
      session.run('for i in 1 2 3 4 5; do sleep 0.1; echo $i; done', {
        limits: { memory: '64M', files: 64 },
      }),
    ]);
    return { bombed, neighbour, slowestMs };
  } finally {
    clearInterval(timer);
  }
}

const FINE = { stdout: '1\n2\n3\n4\n5\n', job: { outcome: EXITED_0 } };

memoryTest(
  'memory taken by four processes, none of them beyond the limit, ends the job as out of memory',
  async () => {
    const share = 'probe-load share 4 32';
    const { bombed, neighbour, slowestMs } = await besideNeighbour(
      async () => await session.run(share, { limits: { memory: '64M', timeout: '30s' } }),
    );
    expect(bombed.job.outcome).toEqual({ kind: 'out-of-memory', limitBytes: 64 * MIB });
    expect(bombed.job.result.usage.memoryPeakBytes).toBeLessThanOrEqual(64 * MIB);
    expect(neighbour).toMatchObject(FINE);
    expect(slowestMs).toBeLessThan(1_000);
    expect((await session.run(share, { limits: { memory: '512M', timeout: '30s' } })).job.outcome).toEqual(
      EXITED_0,
    );
  },
);

test('a job that opens all it may meets its own limit, and takes none from a neighbour', async () => {
  const crowd = 'for i in 1 2 3 4 5 6; do probe-load handles & done; wait';
  const { bombed, neighbour, slowestMs } = await besideNeighbour(
    async () => await session.run(crowd, { limits: { files: 512 } }),
  );
  expect(bombed.stdout).toBe('509 EMFILE\n'.repeat(6));
  expect(neighbour).toMatchObject(FINE);
  expect(slowestMs).toBeLessThan(1_000);
  expect((await session.run('probe-load handles', { limits: { files: 1_024 } })).stdout).toBe(
    '1021 EMFILE\n',
  );
});

groupTest('a command that fails having had all its descriptors open is named by that limit', async () => {
  const fail = async (script: string, limits: LimitSpec): Promise<Outcome> =>
    (await session.run(`${script}; exit 5`, { limits })).job.outcome;
  expect(await fail('probe-load handles 3000', { files: 64 })).toEqual({ kind: 'limit', which: 'files' });
  expect(await fail('probe-load handles 300', {})).toEqual({ kind: 'exited', exitCode: 5 });
  expect(await fail('sleep 0.3', { files: 64 })).toEqual({ kind: 'exited', exitCode: 5 });
});

test('a runner without descriptors says so, and runs the next job when it has some', async () => {
  const script = fileURLToPath(new URL('./no-descriptors.mjs', import.meta.url));
  const input = JSON.stringify({ dist: DIST, home: session.dir.join('starved'), rootfs: session.rootfs });
  const { stdout } = await execa('prlimit', ['--nofile=256:256', process.execPath, script], { input });
  expect(JSON.parse(stdout)).toEqual({ before: 'exited', without: 'LAYOVER_DESCRIPTORS', after: 'exited' });
});
