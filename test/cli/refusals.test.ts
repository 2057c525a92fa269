/** What the command line refuses before anything starts, in one line that says why. */
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { type Cli, openCli } from '../fixtures/run.js';

let cli: Cli;

beforeAll(async () => {
  cli = await openCli();
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
});

test('-- is no value of an option', async () => {
  const { exitCode, stderr } = await cli.run(['run', '--lower', '/', '--json', '--', 'true']);
  expect(stderr).toMatch(/--json needs a value, and "--" stands where it should/);
  expect(exitCode).toBe(125);
});

test('a mistyped sandbox is guessed', async () => {
  const { stderr } = await cli.run(['run', '--sandbox', 'biuld', '--', 'true']);
  expect(stderr).toMatch(/no sandbox "biuld"[^]*Did you mean build\?/);
});

test('lowers do not go with the whole machine', async () => {
  const { stderr, exitCode } = await cli.run(['run', '--sandbox', 'host', '--lower', '/usr', '--', 'true']);
  expect(stderr).toMatch(/The whole machine is the only lower there can be/);
  expect(exitCode).toBe(125);
});

rootTest('a user without a home directory is told to set LAYOVER_HOME', async () => {
  const stranger = { uid: 54_321, gid: 54_321 };
  const own = await openCli(stranger);
  try {
    const [program = '', ...words] = own.command;
    const { stderr, exitCode } = await execa(program, [...words, 'jobs'], {
      ...stranger,
      env: { PATH: process.env['PATH'] },
      extendEnv: false,
      reject: false,
    });
    expect(stderr).toMatch(/^layover: User 54321 has no home directory, and HOME is not set/);
    expect(stderr).toMatch(/hint: Set LAYOVER_HOME/);
    expect(exitCode).toBe(125);
  } finally {
    await own[Symbol.asyncDispose]();
  }
});
