import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Cli, openCli } from '../fixtures/run.js';

let cli: Cli;
beforeAll(async () => {
  cli = await openCli();
});
afterAll(async () => await cli[Symbol.asyncDispose]());

test('a bug is shown with its places in the sources, though the program is one file', async () => {
  const sabotage = 'Array.prototype.some=()=>{throw(new(TypeError)("broken"))}';
  const { exitCode, stderr } = await cli.run(['jobs'], {
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(sabotage)}` },
  });
  expect(exitCode).toBe(125);
  expect(stderr).toContain('this is a bug in layover');
  expect(stderr).toMatch(/TypeError: broken\n[^]* at readWords \(src\/cli\/raw-words\.ts:\d+:\d+\)\n/);
});
