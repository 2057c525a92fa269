import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { isFullRun, rootTest } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { checkStore, DIST, POINTS_MAX, prepare, restore, runStep } from './store-steps.js';

const STORM = fileURLToPath(new URL('storm.mjs', import.meta.url));

/** Every one of their calls takes a process and a start of layover. */
const TIMEOUT_MS = isFullRun ? 1_800_000 : 120_000;

for (const [action, outcomes] of [
  ['commit', 2],
  ['import', 2],
  ['tag', 2],
  ['retag', 2],
  ['rm', 2],
  ['gc', 1],
] as const) {
  const title = `${action}, killed before any of its steps, leaves the old state or the new one`;
  const killEach = async (): Promise<void> => {
    await using dir = await tempDir();
    const store = await prepare(dir);
    const whole = await runStep(dir, action);
    expect(whole.stderr).toBe('');
    const states = new Set([await checkStore(dir, store)]);
    expect(whole.calls).toBeGreaterThan(3);
    const stride = Math.max(1, Math.ceil(whole.calls / POINTS_MAX));
    const steps: string[] = [];
    for (let at = 1; at <= whole.calls; at += stride) {
      await restore(dir);
      const { status, stderr } = await runStep(dir, action, { killAt: at });
      expect(status, stderr).toBe('SIGKILL');
      steps.push(stderr.trim());
      states.add(await checkStore(dir, store));
    }
    expect(states.size, [...states].join('\n')).toBeLessThanOrEqual(outcomes);
    console.log(`killed ${action} at ${steps.length} of ${whole.calls} calls; ${states.size} states seen`);
  };
  rootTest(title, killEach, TIMEOUT_MS);
}

const STORM_MS = isFullRun ? 60_000 : 6_000;

rootTest(
  'processes that commit, name and collect at once, each killed at any moment, never break a name',
  async () => {
    await using dir = await tempDir();
    const store = await prepare(dir);
    const until = Date.now() + STORM_MS;
    let [killed, failures] = [0, ''];
    const one = async (): Promise<void> => {
      while (Date.now() < until) {
        const child = spawn(process.execPath, [STORM, DIST, dir.join('home'), dir.join('upper')], {
          stdio: ['ignore', 'ignore', 'pipe'],
        });
        const ended = once(child, 'exit');
        const said = text(child.stderr);
        await delay(150 + Math.random() * 600);
        if (child.kill('SIGKILL')) killed += 1;
        await ended;
        failures += await said;
      }
    };
    await Promise.all([one(), one(), one(), one()]);
    expect(failures).toBe('');
    expect(killed).toBeGreaterThan(10);
    await checkStore(dir, store);
    console.log(`killed ${killed} processes`);
  },
);
