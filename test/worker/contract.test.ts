import { readFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { fullTest, rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { file, symlink, type TreeSpec, tree } from '../fixtures/tree.js';
import { type Jobs, openJobs } from './jobs.js';
import applyAll from './operations.mjs';

/** One suite for all ways to run a function; `process` is the kernel's overlay through the jail, as a command has it. */
const KINDS = ['thread', 'portable', 'process'] as const;
const OPERATIONS = fileURLToPath(new URL('operations.mjs', import.meta.url));
const MTIME = { mtimeNs: 1_000_000_000_000_000_000n };

const LOWER: TreeSpec = {
  a: file('a', MTIME),
  b: file('b', MTIME),
  'c/a': file('ca', MTIME),
  'c/b/a': file('cba', MTIME),
  'c/b/b': symlink('a', MTIME),
  'd/a': file('da', MTIME),
};

type Operation = readonly [string, string, string?];

const SCRIPT: readonly Operation[] = [
  ['write', 'a', 'changed'],
  ['write', 'new', 'new'],
  ['append', 'c/a'],
  ['rename', 'b', 'c/moved'],
  ['remove', 'd'],
  ['mkdir', 'd'],
  ['write', 'd/x', 'opaque'],
  ['link', 'a', 'c/linked'],
  ['symlink', 'a', 'l'],
  ['unlink', 'c/b/b'],
  ['chmod', 'c/b/a'],
  ['write', 'gone', ''],
  ['unlink', 'gone'],
  ['unlink', 'nowhere'],
  ['rmdir', 'c'],
];

async function run(
  jobs: Jobs,
  isolation: (typeof KINDS)[number],
  operations: readonly Operation[],
): ReturnType<Jobs['run']> {
  return await jobs.run('', { operations }, { worker: OPERATIONS, isolation });
}

describe('every way to run a function', () => {
  // Root: the owners of what a rootless process makes are others than a thread's.
  rootTest('leaves the same manifest, byte for byte, for the same operations', async () => {
    await using jobs = await openJobs({ lower: LOWER });
    const manifests: string[] = [];
    for (const kind of KINDS) {
      const job = await run(jobs, kind, SCRIPT);
      expect(job.outcome, kind).toMatchObject({ kind: 'returned' });
      const { layer } = await job.commitLayer({ name: kind });
      const id = layer.slice('sha256:'.length);
      manifests.push(readFileSync(jobs.dir.join(`home/layers/sha256/${id}/manifest`), 'utf8'));
    }
    expect(manifests[0]).not.toBe('');
    expect(manifests[1]).toBe(manifests[0]);
    expect(manifests[2]).toBe(manifests[0]);
  });
});

const NAMES = ['a', 'b', 'c', 'd', 'c/a', 'c/b', 'c/b/a', 'd/a', 'd/b', 'a/b'];
const path = fc.constantFrom(...NAMES);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.tuple(fc.constant('write'), path, fc.constantFrom('', 'x', 'longer')),
  fc.tuple(
    fc.constantFrom('append', 'truncate', 'mkdir', 'rmdir', 'unlink', 'remove', 'chmod'),
    path,
    fc.constant(undefined),
  ),
  fc.tuple(fc.constantFrom('rename', 'link', 'symlink'), path, path),
) as fc.Arbitrary<Operation>;
const leaf = fc.constantFrom(file('', MTIME), file('x', MTIME), symlink('a', MTIME));
const lower: fc.Arbitrary<TreeSpec> = fc
  .uniqueArray(fc.tuple(path, leaf), { maxLength: 7, selector: ([at]) => at })
  .map((pairs) =>
    Object.fromEntries(pairs.filter(([at]) => !pairs.some(([other]) => other.startsWith(`${at}/`)))),
  );

const RUNS = Number(process.env['LAYOVER_TEST_RUNS'] ?? 2_000);

for (const kind of ['thread', 'portable'] as const) {
  fullTest(
    `a ${kind} shows, and commits, what a plain directory has after ${RUNS} random scripts`,
    async () => {
      await using jobs = await openJobs({ parent: '/dev/shm' });
      let count = 0;
      const property = fc.asyncProperty(
        lower,
        fc.array(operation, { minLength: 1, maxLength: 12 }),
        async (spec, operations) => {
          const at = (name: string): string => jobs.dir.join(`${kind}-${count}-${name}`);
          count += 1;
          await mkdir(at('lower'), { mode: 0o755 });
          await tree(at('lower'), spec);
          for (const name of ['plain', 'to'])
            await cp(at('lower'), at(name), {
              recursive: true,
              preserveTimestamps: true,
              verbatimSymlinks: true,
            });
          const before = await snapshotTree(at('lower'), { exact: true });
          const wanted = applyAll({ operations, root: at('plain') });
          const job = await jobs.run(
            '',
            { operations },
            { worker: OPERATIONS, isolation: kind, lowers: [at('lower')] },
          );
          expect(job.outcome).toEqual({ kind: 'returned', value: wanted });
          await job.commit({ to: at('to') });
          await job.discard();
          expect(applyAll({ operations: [], root: at('to') }).shown).toEqual(wanted.shown);
          expect(diffSnapshots(before, await snapshotTree(at('lower'), { exact: true }))).toEqual([]);
        },
      );
      const seed = process.env['LAYOVER_TEST_SEED'];
      await fc.assert(property, { numRuns: RUNS, ...(seed !== undefined && { seed: Number(seed) }) });
    },
    3_600_000,
  );
}
