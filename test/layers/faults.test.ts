import { readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect } from 'vitest';
import { isFullRun, rootTest, skipUnless } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { checkStore, DIST, LOADER, prepare, restore, runStep, STEP } from './store-steps.js';

/** Of the calls of an action so many fail in turn; every one with --full. */
const POINTS_MAX = isFullRun ? Number.POSITIVE_INFINITY : 8;
/** How each action says that it could not be done. */
const CODES = ['LAYOVER_HOME', 'LAYOVER_COMMIT_PATH'];

const fullRootTest = skipUnless(
  isFullRun && process.getuid?.() === 0,
  'slow: runs with scripts/test --full, as root',
);

for (const failWith of ['EIO', 'ENOSPC', 'EDQUOT'] as const) {
  for (const action of ['commit', 'import', 'tag', 'retag', 'rm', 'gc'] as const) {
    const declare = failWith === 'EIO' ? rootTest : fullRootTest;
    declare(
      `${action}, any call of which fails with ${failWith}, says so and leaves the old state`,
      async () => {
        await using dir = await tempDir();
        const store = await prepare(dir);
        const before = await checkStore(dir, store);
        await restore(dir);
        const whole = await runStep(dir, action, { failWith });
        expect([whole.status, whole.failure, whole.stderr]).toEqual([0, '', '']);
        const done = await checkStore(dir, store);
        const stride = Math.max(1, Math.ceil(whole.calls / POINTS_MAX));
        let failed = 0;
        for (let failAt = 1; failAt <= whole.calls; failAt += stride) {
          await restore(dir);
          const { status, failure, stderr } = await runStep(dir, action, { failWith, failAt });
          expect(stderr).toBe('');
          // At once, before anybody sweeps.
          expect(await readdir(store.staging), failure).toEqual([]);
          const state = await checkStore(dir, store);
          if (status === 0) {
            expect(withoutTimes(state), `call ${failAt} failed unseen`).toBe(withoutTimes(done));
            continue;
          }
          failed += 1;
          const { code, message, hint = '' } = JSON.parse(failure) as Record<string, string>;
          expect(CODES, failure).toContain(code);
          expect(message).toContain(failWith);
          expect(hint).toMatch(failWith === 'EIO' ? /kernel log/ : /[Mm]ake room/);
          expect([before, done].map(withoutTimes)).toContain(withoutTimes(state));
        }
        expect(failed).toBeGreaterThan(2);
        console.log(`${action} failed at ${failed} of ${whole.calls} calls, every ${stride}th tried`);
      },
    );
  }
}

function withoutTimes(state: string): string {
  return state.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');
}

const FULL_DISK = fileURLToPath(new URL('full-disk.mjs', import.meta.url));

interface AtLevel {
  readonly left: number;
  readonly status: number;
  readonly failure: string;
  readonly staging: string[];
  readonly damaged: string[];
  readonly refs: string;
}

for (const unit of ['pages', 'inodes'] as const) {
  for (const action of ['commit', 'import', 'tag', 'retag', 'rm', 'gc'] as const) {
    rootTest(
      `${action} on a disk that has ever fewer ${unit} left leaves the old state or is done`,
      async () => {
        await using dir = await tempDir();
        await prepare(dir);
        await rm(dir.join('home'), { recursive: true });
        const args = ['-m', '--propagation', 'private', process.execPath, FULL_DISK, DIST, dir.path];
        const step = [action, unit, String(isFullRun ? 1 : 3), LOADER, STEP];
        const { stdout } = await execa('unshare', [...args, ...step]);
        const levels = JSON.parse(stdout) as AtLevel[];
        for (const { failure, ...level } of levels) {
          expect([level.staging, level.damaged], JSON.stringify(level)).toEqual([[], []]);
          if (level.status === 0) continue;
          const { code, message, hint } = JSON.parse(failure) as Record<string, string>;
          expect(CODES, failure).toContain(code);
          expect(message).toContain('ENOSPC');
          expect(hint).toMatch(/[Mm]ake room/);
          expect(level.refs).toBe(levels[0]?.refs);
        }
        expect(levels.at(-1)?.status).toBe(0);
        // Taking away needs no room; whatever makes something does.
        expect(levels.length > 1, JSON.stringify(levels)).toBe(!['rm', 'gc'].includes(action));
        console.log(`${action}: not done with ${levels.length - 1} levels of ${unit} left`);
      },
    );
  }
}
