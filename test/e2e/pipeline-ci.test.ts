import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { openProject } from './pipeline-project.js';

const EXAMPLES = fileURLToPath(new URL('../../sandboxes/examples/', import.meta.url));

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

test('the example for a shell runs, and finds its results again', async () => {
  await using project = await openProject(shared.join('rootfs'), 'jobs:\n  a: { run: echo hi }\n');
  await project.write({ 'tools/layover': `#!/bin/sh\nexec ${project.cli.command.join(' ')} "$@"\n` });
  await execa('chmod', ['+x', `${project.project}/tools/layover`]);
  const env = { ...project.cli.env, PATH: `${project.project}/tools:${project.cli.env['PATH']}` };
  const run = async (state: string): Promise<string> => {
    const options = { cwd: project.project, env: { ...env, LAYOVER_HOME: project.dir.join(state) } };
    return (await execa(`${EXAMPLES}ci/script.sh`, [project.dir.join('cache')], options)).stderr;
  };
  expect(await run('one')).toContain('1 run;');
  expect(await run('two')).toContain('1 cached;');
});

test('in GitHub Actions output is grouped, a failure annotated, and nothing a job prints is a command', async () => {
  await using project = await openProject(
    shared.join('rootfs'),
    `jobs:\n  a: { run: "printf '::error::forged\\\\n\\\\033[2Jx\\\\n'; exit 4" }\n`,
  );
  const env = { GITHUB_ACTIONS: 'true' };
  const { stderr } = await project.cli.run(['pipeline', 'run'], { cwd: project.project, env });
  const lines = stderr.split('\n');
  expect(lines[0]).toMatch(/^::group::a: failed: exited with 4/);
  const [, token = '?'] = /^::stop-commands::(.*)$/.exec(lines[1] ?? '') ?? [];
  expect(lines.slice(2, 6)).toEqual(['::error::forged', '\\x1b[2Jx', `::${token}::`, '::endgroup::']);
  expect(lines[6]).toMatch(/^::error title=a::failed: exited with 4/);
});

for (const name of ['github', 'gitlab']) {
  test(`the example for ${name} is YAML that calls layover as it is`, async () => {
    const text = await readFile(`${EXAMPLES}ci/${name}.yml`, 'utf8');
    expect(() => parse(text) as unknown).not.toThrow();
    expect(text).toMatch(/layover pipeline run --cache \S+/);
  });
}

test('the example project has no mistake', async () => {
  await using project = await openProject(shared.join('rootfs'), 'jobs:\n  a: { run: x }\n');
  const { exitCode, stderr } = await project.cli.run(['pipeline', 'check', `${EXAMPLES}tally/pipeline.yaml`]);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('is fine: 10 jobs')]);
});
