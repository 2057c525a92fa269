import fc from 'fast-check';
import { expect } from 'vitest';
import { hostPath } from '#src/base/bytes-path.js';
import { readChanges } from '#src/diff/read-changes.js';
import { isFullRun, rootTest } from '../fixtures/requirements.js';
import { copyTree } from '../fixtures/tree.js';
import { runKernelJob } from './kernel-job.js';
import { expectedLines, linesOf } from './oracle.js';
import { randomLowers, randomOperations } from './random-trees.js';

const RUNS = Number(process.env['LAYOVER_TEST_RUNS'] ?? (isFullRun ? 1000 : 60));

rootTest('readChanges finds exactly what random operations on random lowers changed', async () => {
  await fc.assert(
    fc.asyncProperty(randomLowers, randomOperations, async (base, operations) => {
      await using job = await runKernelJob({ lowers: base, operations });
      expect(linesOf(readChanges(job.part))).toEqual(expectedLines(job.before, job.after));
      const plain = {
        ...job.part,
        upper: hostPath(await copyTree(job.dir.join('after'), job.dir.join('plain'))),
        lowers: [hostPath(job.dir.join('before'))],
        marks: 'plain' as const,
      };
      const wanted = expectedLines(job.before, job.after, { countsLosses: true });
      expect(linesOf(readChanges(plain))).toEqual(wanted);
    }),
    {
      numRuns: RUNS,
      interruptAfterTimeLimit: 110_000,
      ...(process.env['LAYOVER_TEST_SEED'] && { seed: Number(process.env['LAYOVER_TEST_SEED']) }),
    },
  );
});
