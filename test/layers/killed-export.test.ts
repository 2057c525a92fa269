/** An export that is killed, or fails, has left what was in its target, or all of the new one. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { expect } from 'vitest';
import { isFullRun, rootTest } from '../fixtures/requirements.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { prepare, runStep } from './store-steps.js';

/** Of its calls so many are tried; every one with --full. */
const POINTS_MAX = isFullRun ? Number.POSITIVE_INFINITY : 5;
const OLD = 'what was there before';

/** A target with something in it. */
async function makeTargets(dir: TempDir): Promise<void> {
  await rm(dir.join('outside'), { recursive: true, force: true });
  await mkdir(dir.join('outside'));
  await writeFile(dir.join('outside/out'), OLD);
}

async function readTarget(dir: TempDir): Promise<string> {
  return (await readFile(dir.join('outside/out'))).toString('latin1');
}

for (const action of ['export-tar', 'export-archive'] as const) {
  rootTest(
    `${action}, killed at or failing in any of its calls, leaves the old target or the new one`,
    async () => {
      await using dir = await tempDir();
      await prepare(dir);
      await makeTargets(dir);
      const old = await readTarget(dir);
      const whole = await runStep(dir, action, { countsAll: true });
      expect([whole.status, whole.failure, whole.stderr]).toEqual([0, '', '']);
      const done = await readTarget(dir);
      expect(done).not.toBe(old);
      const stride = Math.ceil(whole.calls / POINTS_MAX);
      const seen = { killed: 0, failed: 0 };
      for (let at = 1; at <= whole.calls; at += stride) {
        await makeTargets(dir);
        const { status, stderr } = await runStep(dir, action, { countsAll: true, killAt: at });
        if (status === 'SIGKILL') seen.killed += 1;
        expect([old, done], stderr).toContain(await readTarget(dir));
        await makeTargets(dir);
        const failed = await runStep(dir, action, { failWith: 'ENOSPC', failAt: at });
        if (failed.status === 0) continue;
        seen.failed += 1;
        expect(failed.failure).toMatch(/LAYOVER_/);
        // One that could say so has also tidied up.
        expect(await readdir(dir.join('outside'))).toEqual(['out']);
        expect([old, done], failed.failure).toContain(await readTarget(dir));
      }
      expect(seen.killed).toBeGreaterThan(1);
      expect(seen.failed).toBeGreaterThan(0);
      console.log(`${action}: ${whole.calls} calls, killed at ${seen.killed}, failed at ${seen.failed}`);
    },
  );
}
