import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { openProject, type PipelineProject } from './pipeline-project.js';

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

const open = async (pipeline: string): Promise<PipelineProject> =>
  await openProject(shared.join('rootfs'), pipeline);

describe('a pipeline', () => {
  test('runs jobs over what they need, commits, and runs nothing twice', async () => {
    await using project = await open(`
jobs:
  compile: { run: "mkdir bin && tr a-z A-Z < src/a > bin/a", inputs: [src], outputs: [bin] }
  check: { run: "cat bin/a > report", needs: [compile], outputs: [report] }
  other: { run: "test ! -e bin && test ! -e report" }
commit: [{ from: compile, to: . }, { from: check, to: ./out }]
`);
    await project.write({ 'src/a': 'text\n' });
    const first = await project.run();
    expect(first.stderr).toBe('');
    expect([first.exitCode, first.ends]).toEqual([0, { compile: 'ran', check: 'ran', other: 'ran' }]);
    expect(await readFile(`${project.project}/bin/a`, 'utf8')).toBe('TEXT\n');
    expect(await readFile(`${project.project}/out/report`, 'utf8')).toBe('TEXT\n');
    // What was committed is no input of jobs that declare none: it is what a job made.
    const second = await project.run();
    expect(second.ends).toEqual({ compile: 'cached', check: 'cached', other: 'cached' });

    await project.write({ 'src/a': 'more\n' });
    const third = await project.run(['--explain']);
    expect(third.ends).toEqual({ compile: 'ran', check: 'ran', other: 'ran' });
    expect(third.events).toContainEqual(
      expect.objectContaining({ kind: 'job-explained', job: 'compile', reasons: ['inputs changed'] }),
    );
    await project.write({ 'src/a': 'text\n' });
    expect((await project.run()).ends).toEqual({ compile: 'cached', check: 'cached', other: 'cached' });
    expect(await readFile(`${project.project}/bin/a`, 'utf8')).toBe('TEXT\n');
  });

  test('does not go on behind a job that fails, and does not remember it', async () => {
    await using project = await open(`
jobs:
  bad: { run: "echo out; echo err >&2; echo x > left; exit 3" }
  after: { run: "true", needs: [bad] }
  saved: { run: "cat left", needs: [bad], if: failure }
  always: { run: "true", needs: [after], if: always }
  never: { run: "true", needs: [saved], if: { saved: failure } }
`);
    for (let round = 0; round < 2; round += 1) {
      const { exitCode, ends, events } = await project.run();
      expect(exitCode).toBe(1);
      // What stands on a failure is the same again where the failure left the same.
      const tail = round === 0 ? 'ran' : 'cached';
      expect(ends).toEqual({ bad: 'failed', after: 'skipped', saved: tail, always: tail, never: 'skipped' });
      const seen = expect.objectContaining({ kind: 'job-output', job: 'saved', line: 'x' });
      if (round === 0) expect(events).toContainEqual(seen);
    }
    const { stdout, stderr } = await project.cli.run(['logs', 'last/bad']);
    expect([stdout, stderr]).toEqual(['out\n', 'err\n']);
    expect((await project.cli.run(['diff', 'last/bad'])).stdout).toBe('A work/left\n');
  });
});
