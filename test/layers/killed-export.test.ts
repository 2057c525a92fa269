/** An export that is killed, or fails, has left what was in its target, or all of the new one. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
      const stride = Math.max(1, Math.ceil(whole.calls / POINTS_MAX));
      const seen = { killed: 0, failed: 0, left: 0 };
      for (let at = 1; at <= whole.calls; at += stride) {
        await makeTargets(dir);
        const { status, stderr } = await runStep(dir, action, { countsAll: true, killAt: at });
        if (status === 'SIGKILL') seen.killed += 1;
        expect([old, done], stderr).toContain(await readTarget(dir));
        seen.left += (await readdir(dir.join('outside'))).length - 1;
        // The next export to that folder removes what it finds, and nothing else.
        await writeFile(dir.join('outside/.layover-mine'), '');
        expect((await runStep(dir, action)).status).toBe(0);
        expect((await readdir(dir.join('outside'))).sort()).toEqual(['.layover-mine', 'out']);
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
      expect(seen.left).toBeGreaterThan(0);
      console.log(`${action}: ${whole.calls} calls, killed at ${seen.killed}, failed at ${seen.failed}`);
    },
  );
}

/** Every digest that the index leads to, in files that have it; `absent` where there is no index. */
async function checkLayout(layout: string): Promise<'absent' | 'whole'> {
  const index = await readFile(join(layout, 'index.json'), 'utf8').catch(() => undefined);
  if (index === undefined) return 'absent';
  expect(JSON.parse(await readFile(join(layout, 'oci-layout'), 'utf8'))).toEqual({
    imageLayoutVersion: '1.0.0',
  });
  const pending = digestsIn(index);
  expect(pending).toHaveLength(1);
  for (let digest = pending.pop(); digest !== undefined; digest = pending.pop()) {
    const bytes = await readFile(join(layout, 'blobs/sha256', digest));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
    if (bytes.includes('"layers"')) pending.push(...digestsIn(bytes.toString('utf8')));
  }
  return 'whole';
}

function digestsIn(json: string): string[] {
  return [...json.matchAll(/"digest":\s*"sha256:([0-9a-f]{64})"/g)].map(([, digest = '']) => digest);
}

rootTest(
  'an export to a layout, killed at or failing in any of its calls, leaves no tag or a whole image',
  async () => {
    await using dir = await tempDir();
    await prepare(dir);
    await makeTargets(dir);
    const layout = dir.join('outside/layout');
    const whole = await runStep(dir, 'export-layout', { countsAll: true });
    expect([whole.status, whole.failure, await checkLayout(layout)]).toEqual([0, '', 'whole']);
    const names = await readdir(layout);
    const seen = { absent: 0, whole: 0, failed: 0 };
    for (let at = 1; at <= whole.calls; at += Math.max(1, Math.ceil(whole.calls / (3 * POINTS_MAX)))) {
      await makeTargets(dir);
      const { status, stderr } = await runStep(dir, 'export-layout', { countsAll: true, killAt: at });
      expect(status, stderr).toBe('SIGKILL');
      seen[await checkLayout(layout)] += 1;
      // The next one is done, and has removed what the killed one left.
      expect((await runStep(dir, 'export-layout')).status).toBe(0);
      expect([await readdir(layout), await checkLayout(layout)]).toEqual([names, 'whole']);
      await makeTargets(dir);
      const failed = await runStep(dir, 'export-layout', { failWith: 'ENOSPC', failAt: at });
      if (failed.status === 0) continue;
      seen.failed += 1;
      expect(failed.failure).toMatch(/LAYOVER_/);
      expect(await checkLayout(layout)).toBe('absent');
    }
    expect(seen.absent).toBeGreaterThan(1);
    console.log(`export-layout: ${whole.calls} calls, ${JSON.stringify(seen)}`);
  },
);
