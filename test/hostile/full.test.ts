/** What takes an hour each: see the scripts. */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect } from 'vitest';
import { fullTest } from '../fixtures/requirements.js';

const scripts = fileURLToPath(new URL('../../scripts/', import.meta.url));
const HOURS = 3_600_000;

async function runScript(name: string, ...words: string[]): Promise<string> {
  const env = { LAYOVER_TEST_FULL: undefined };
  const { all, exitCode } = await execa(`${scripts}${name}`, words, { env, all: true, reject: false });
  expect([exitCode, all]).toEqual([0, expect.any(String)]);
  return all;
}

fullTest(
  'each mitigation that is taken away makes a test fail',
  async () => {
    expect(await runScript('mutants')).toMatch(/^\d+ noticed, 0 not$/m);
  },
  3 * HOURS,
);

fullTest(
  'the host is the same before and after the hostile tests, 20 times in a row',
  async () => {
    expect(await runScript('host-oracle', '20')).toMatch(/^20 runs, 0 with differences$/m);
  },
  3 * HOURS,
);
