/** Every file of hostile tests leaves the host as it found it: looked at before its first test and after its last. */
import { afterAll, beforeAll, expect } from 'vitest';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { tree } from '../fixtures/tree.js';
import { lastingDifferences, lookAtHost, type OracleState } from './oracle.js';

if (expect.getState().testPath?.includes('/test/hostile/')) {
  let canary: TempDir;
  let before: OracleState;
  beforeAll(async () => {
    canary = await tempDir();
    await tree(canary.path, { secret: 'secret', 'inner/file': 'x' });
    before = await lookAtHost(canary.path);
  });
  afterAll(async () => {
    const differences = await lastingDifferences(before, canary.path);
    await canary[Symbol.asyncDispose]();
    expect(differences).toEqual([]);
  });
}
