import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '#src/base/timeline.js';
import { renderProfile } from '#src/cli/render-profile.js';
import { openSession, type Session } from '../e2e/session.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

function endOf({ startMs, durationMs }: Step): number {
  return startMs + durationMs;
}

describe("a job's profile", () => {
  test('has the steps of the runner, the keeper, init and the command, on one clock', async () => {
    const beforeMs = performance.now();
    const job = await session.layover.run({
      lowers: [session.rootfs],
      command: ['sh', '-c', 'echo x >/srv/new'],
      profile: true,
    });
    await job.readChanges();
    await job.discard();
    const afterMs = performance.now();
    const { startMs, steps } = job.result.profile ?? { startMs: 0, steps: [] };
    const namesOf = (by: string): string[] => steps.filter((one) => one.by === by).map(({ name }) => name);
    expect(namesOf('runner')).toEqual(
      expect.arrayContaining([
        'resolve',
        'job directory',
        'control group',
        'uppers',
        'diff',
        'record',
        'discard',
      ]),
    );
    expect(namesOf('keeper')).toEqual(['user-namespace-map', 'network-namespace', 'clone', 'teardown']);
    expect(namesOf('init')).toEqual(
      expect.arrayContaining(['mounts', 'mount-overlay /', 'mount-proc /proc', 'pivot-root', 'fork']),
    );
    expect(namesOf('command')).toEqual(expect.arrayContaining(['landlock', 'filter', 'exec to exit']));
    for (const step of steps) {
      expect(step.durationMs).toBeGreaterThanOrEqual(0);
      expect(step.startMs).toBeGreaterThanOrEqual(startMs);
      expect(endOf(step)).toBeLessThan(afterMs);
    }
    expect(startMs).toBeGreaterThanOrEqual(beforeMs);
  });

  test('ends where a step failed, and nothing of it is left to the next job', async () => {
    const spec = { lowers: [session.rootfs], profile: true };
    const job = await session.layover.run({ ...spec, command: ['no-such-program'] });
    await job.discard();
    expect(job.outcome).toMatchObject({ kind: 'not-started', step: 'exec' });
    const next = await session.layover.run({ ...spec, command: ['true'] });
    await next.discard();
    const clones = next.result.profile?.steps.filter(({ name }) => name === 'clone');
    expect(clones).toHaveLength(1);
  });

  test('is absent where it was not asked for', async () => {
    const job = await session.layover.run({ lowers: [session.rootfs], command: ['true'] });
    await job.discard();
    expect(job.result).not.toHaveProperty('profile');
  });
});

describe('a profile in text', () => {
  test('has a bar for each step, indented in the one it lies in, and a scale for each part', () => {
    const steps: Step[] = [
      { by: 'caller', name: 'load', startMs: 0, durationMs: 100 },
      { by: 'init', name: 'mounts', startMs: 100, durationMs: 4 },
      { by: 'init', name: 'mount-proc /pr\x1boc', startMs: 102, durationMs: 2 },
    ];
    expect(renderProfile({ startMs: 100, steps })).toEqual([
      '  layover: 100.00 ms',
      '     at ms        ms  by',
      `     0.000   100.000  caller   load  ${'#'.repeat(40)}`,
      '  the job: 4.00 ms',
      '     at ms        ms  by',
      `     0.000     4.000  init     mounts                  ${'#'.repeat(40)}`,
      `     2.000     2.000  init       mount-proc /pr\\x1boc  ${' '.repeat(20)}${'#'.repeat(20)}`,
    ]);
  });
});
