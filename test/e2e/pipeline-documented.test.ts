/** The pipelines that README.md and docs/pipelines.md show, run as they stand there. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect } from 'vitest';
import { hasPrograms } from '../fixtures/programs.js';
import { skipUnless } from '../fixtures/requirements.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

const test = skipUnless(hasPrograms('make'), 'needs the program make');

let dir: TempDir;
let cli: Cli;
beforeAll(async () => {
  [dir, cli] = await Promise.all([tempDir({ isTraversable: true }), openCli()]);
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

/** The sandbox `build` shows this machine's tools: each run looks at them all. */
const TIMEOUT_MS = 600_000;

const FILES = {
  Makefile: 'bin/hello: src/hello\n\tmkdir -p bin && cp src/hello bin/hello && chmod +x bin/hello\n',
  'src/hello': '#!/bin/sh\necho hello\n',
  'run-tests': '#!/bin/sh\nmkdir -p reports && bin/hello > "reports/$1"\n',
  tidy: '#!/bin/sh\necho tidy\n',
  'steps/minify.mjs':
    "import { writeFile } from 'node:fs/promises';\nexport default async ({ level }, { root }) => await writeFile(`${root}work/min.js`, `${level}`);\n",
};

/** A project with the first pipeline that a page shows. */
async function documented(page: string): Promise<string> {
  const text = await readFile(fileURLToPath(new URL(`../../${page}`, import.meta.url)), 'utf8');
  const [, pipeline = ''] = /```yaml\n(.*?jobs:.*?)```/s.exec(text) ?? [];
  expect(pipeline).toContain('jobs:');
  const project = dir.join(page.replaceAll('/', '-'));
  for (const [name, content] of Object.entries({ ...FILES, 'pipeline.yaml': pipeline })) {
    await mkdir(dirname(`${project}/${name}`), { recursive: true });
    await writeFile(`${project}/${name}`, content);
    if (content.startsWith('#!')) await chmod(`${project}/${name}`, 0o755);
  }
  return project;
}

for (const [page, made] of [
  ['README.md', ['bin/hello', 'sizes.txt']],
  ['docs/pipelines.md', ['bin/hello', 'min.js', 'reports/fast', 'reports/slow']],
] as const) {
  test(
    `the pipeline of ${page} does what it says, and then nothing a second time`,
    async () => {
      const cwd = await documented(page);
      const first = await cli.run(['pipeline', 'run'], { cwd });
      expect(first.exitCode, first.stderr).toBe(0);
      for (const path of made) expect(await readFile(`${cwd}/${path}`, 'utf8')).not.toBe('');
      const second = await cli.run(['pipeline', 'run'], { cwd });
      expect([second.exitCode, second.stderr]).toEqual([0, expect.not.stringMatching(/ (failed|run)[,;]/)]);
    },
    TIMEOUT_MS,
  );
}
