import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { openProject } from './pipeline-project.js';

let shared: TempDir;
beforeAll(async () => {
  shared = await tempDir({ isTraversable: true });
  await buildRootfs(shared.join('rootfs'));
});
afterAll(() => shared[Symbol.asyncDispose]());

const PIPELINE = `
jobs:
  source: { run: "mkdir out && echo text > out/source", inputs: [], outputs: [out] }
  made:
    { worker: ./steps/step.mjs, isolation: process, params: { to: out/made }, needs: [source], inputs: [], outputs: [out] }
  copied:
    { worker: "./steps/step.mjs#copy", isolation: thread, params: { from: out/made, to: out/copied }, needs: [made], inputs: [], outputs: [out] }
  read: { run: "cat out/made out/copied > out/all", needs: [copied], inputs: [], outputs: [out] }
commit: { from: read, to: . }
`;

const STEP = `
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
export default async function ({ to }, { log }) {
  const text = await readFile('out/source', 'utf8');
  const status = readFileSync('/proc/self/status', 'utf8');
  await writeFile(to, text.toUpperCase() + /^Seccomp:.*$/m.exec(status)[0] + '\\n');
  log('made', to);
}
export async function copy({ from, to }) {
  await copyFile(from, to);
}
`;

test("a pipeline's worker runs in a process, in the jail, between commands and a thread, and is remembered", async () => {
  await using project = await openProject(shared.join('rootfs'), PIPELINE);
  await project.write({ 'steps/step.mjs': STEP });
  const first = await project.run();
  expect(first.ends, `${first.stderr}\n${first.messages}`).toEqual({
    source: 'ran',
    made: 'ran',
    copied: 'ran',
    read: 'ran',
  });
  const made = 'TEXT\nSeccomp:\t2\n';
  expect(await readFile(`${project.project}/out/all`, 'utf8')).toBe(`${made}${made}`);
  expect((await project.cli.run(['logs', 'last/made'])).stderr).toBe('made out/made\n');
  const second = await project.run();
  expect(second.ends).toEqual({ source: 'cached', made: 'cached', copied: 'cached', read: 'cached' });
  await project.write({ 'steps/step.mjs': STEP.replace('toUpperCase()', 'toUpperCase() + "more\\n"') });
  const third = await project.run();
  expect(third.ends).toMatchObject({ source: 'cached', made: 'ran' });
});

test("a pipeline's worker that throws fails, and one that the sandbox cannot hold is refused", async () => {
  await using project = await openProject(
    shared.join('rootfs'),
    `
jobs:
  bad: { worker: ./steps/bad.mjs, isolation: process }
  open: { worker: ./steps/bad.mjs, isolation: portable }
`,
  );
  await project.write({ 'steps/bad.mjs': "export default () => { throw new Error('on purpose'); };" });
  const { ends, messages } = await project.run(['--on-failure', 'continue']);
  expect(Object.values(ends)).not.toContain('ran');
  expect(messages).toContain('no security boundary');
});
