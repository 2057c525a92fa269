/**
 * What a job, a definition, a name or an argument chose never reaches the terminal as it is through layover's own lines:
 * no control of C0 or C1, no mark that turns the direction of text, in any command, in text and in JSON.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, type CliResult, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

/** A title, a colour, C1's CSI as a character, an override of direction, an isolate, DEL, a line separator, a bell. */
const EVIL = '\x1b]0;x\x07\x1b[31m\u009b31m\u202egpj\u2066\x7f\u2028\u00ad';

let dir: TempDir;
let cli: Cli;
let rootfs: string;
let id: string;

beforeAll(async () => {
  dir = await tempDir({ isTraversable: true });
  cli = await openCli();
  rootfs = await buildRootfs(dir.join('rootfs'));
  const script =
    'printf x >"/srv/$1"; mkdir "/srv/d$1"; printf "$1" >"/srv/d$1/text"; ln -s "$1" /srv/link; chmod 4755 "/srv/$1"; probe setxattr "/srv/$1" "user.$1" v; mkfifo "/srv/fifo$1"; probe mknod-socket "/srv/s$1"';
  const run = await cli.run(['run', '--lower', rootfs, '--', 'sh', '-c', script, EVIL, EVIL]);
  expect(run).toMatchObject({ exitCode: 0, stdout: '' });
  expectClean(run);
  id = /kept (j-\S+?):/.exec(run.stderr)?.[1] ?? '';
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

/** Line ends and tabs apart, nothing but printable characters. */
const UNCLEAN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function expectClean({ bytes }: CliResult): void {
  for (const stream of [bytes.stdout, bytes.stderr]) {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(stream);
    expect(UNCLEAN.exec(text)?.[0]).toBeUndefined();
  }
}

test('the control: a name like that is found where it is printed raw', () => {
  expect(UNCLEAN.test(`A srv/${EVIL}`)).toBe(true);
  for (const char of EVIL.replaceAll(/[ -~]/g, '')) expect(UNCLEAN.test(char)).toBe(true);
});

describe('no escape reaches the terminal', () => {
  for (const words of [
    ['diff'],
    ['diff', '--json'],
    ['diff', '--stat'],
    ['diff', '--tree'],
    ['commit', '--tar', 'OUT/x.tar'],
    ['commit', '--to', `OUT/${EVIL}`],
    ['commit', '--layer', 'evil:v1'],
  ]) {
    test(`from ${words.join(' ').replaceAll(/[^ -~]/g, '?')}`, async () => {
      const [command = '', ...rest] = words;
      const out = dir.join(`out-${words.length}-${command}`);
      await mkdir(out, { recursive: true });
      const result = await cli.run([command, id, ...rest.map((word) => word.replace('OUT', out))]);
      expect(result.exitCode).toBe(0);
      expectClean(result);
      expect(result.stdout.length + result.stderr.length).toBeGreaterThan(20);
    });
  }

  test('from a patch on a terminal; in a pipe it stays a patch', async () => {
    const piped = await cli.run(['diff', id, '--patch', 'srv']);
    expect(UNCLEAN.test(piped.stdout)).toBe(true);
    const { execa } = await import('execa');
    const [file = '', ...args] = cli.command;
    const quoted = [file, ...args, 'diff', id, '--patch', 'srv'].map((word) => `'${word}'`).join(' ');
    const shown = await execa('script', ['-qec', quoted, '/dev/null'], {
      env: cli.env,
      extendEnv: false,
      stdin: 'ignore',
    });
    expect(shown.stdout).toContain('\\x1b]0;x\\x07');
    expect(shown.stdout.replaceAll(/\r/g, '')).not.toMatch(UNCLEAN);
  });

  test('from the lists of jobs and layers', async () => {
    for (const words of [
      ['jobs'],
      ['jobs', '--json'],
      ['layer', 'ls'],
      ['layer', 'ls', '--json'],
      ['layer', 'history', 'evil:v1'],
      ['layer', 'inspect', 'evil:v1'],
      ['layer', 'inspect', '--docker', 'evil:v1'],
    ]) {
      const result = await cli.run(words);
      expect(result.exitCode).toBe(0);
      expectClean(result);
      expect(result.stdout).not.toBe('');
    }
  });

  test('from the result as JSON, which still says the same', async () => {
    const to = dir.join(`to${EVIL}`);
    const result = await cli.run([
      'run',
      '--lower',
      rootfs,
      '--json',
      '-',
      '--on-success',
      'commit',
      '--to',
      to,
      '--',
      'touch',
      '/srv/x',
    ]);
    expectClean(result);
    expect(JSON.parse(result.stdout).settled.to).toBe(to);
    const listed = await cli.run(['diff', id, '--json']);
    const paths = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).path);
    expect(paths).toContain(`srv/${EVIL}`);
  });

  for (const words of [
    ['run', '--lower', `/no/${EVIL}`, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--', `/no/${EVIL}`],
    ['run', '--lower', 'ROOTFS', '--cwd', `/no/${EVIL}`, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--hostname', EVIL, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--env', `${EVIL}=1`, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--user', EVIL, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--memory', EVIL, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--bind', `/no/${EVIL}`, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--tmpfs', `/dev/${EVIL}`, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--network', EVIL, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--seccomp', `/no/${EVIL}`, '--', 'true'],
    ['run', '--sandbox', EVIL, '--', 'true'],
    ['run', `--${EVIL}`, '--', 'true'],
    ['run', '--lower', 'ROOTFS', '--layer', EVIL, '--on-success', 'commit', '--', 'touch', '/srv/x'],
    ['run', '--lower', EVIL, '--', 'true'],
    [EVIL],
    ['diff', EVIL],
    ['logs', EVIL],
    ['discard', EVIL],
    ['commit', EVIL, '--to', '/tmp/x'],
    ['commit', 'JOB', '--layer', EVIL],
    ['commit', 'JOB', '--to', `/no/${EVIL}/x`],
    ['commit', 'JOB', '--tar', `/no/${EVIL}/x`],
    ['commit', 'JOB', '--to', 'OUT', '--from', `/${EVIL}`],
    ['diff', 'JOB', `../${EVIL}`],
    ['layer', 'inspect', EVIL],
    ['layer', 'rm', EVIL],
    ['layer', 'tag', EVIL, 'x'],
    ['layer', 'verify', EVIL],
    ['layer', EVIL],
    ['gc', EVIL],
    ['doctor', EVIL],
  ]) {
    test(`from the failure of ${words.join(' ').replaceAll(/[^ -~]+/g, '?')}`, async () => {
      const filled = words.map((word) =>
        word.replace('ROOTFS', rootfs).replace('JOB', id).replace('OUT', dir.join('failed')),
      );
      const result = await cli.run(filled);
      expectClean(result);
      expect(result.stderr).not.toContain('this is a bug');
      if (!words.includes('--from')) expect(result.exitCode).not.toBe(0);
    });
  }

  test('from definitions: their names, keys and values', async () => {
    const file = dir.join(`${EVIL}.yaml`);
    for (const text of [
      `${JSON.stringify(EVIL)}: 1\n`,
      `lowers: [${JSON.stringify(EVIL)}]\n`,
      `network: ${JSON.stringify(EVIL)}\n`,
      `limits: { memory: ${JSON.stringify(EVIL)} }\n`,
      `env: { set: { ${JSON.stringify(EVIL)}: x } }\n`,
      `require: [${JSON.stringify(EVIL)}]\n`,
      `description: [\n${EVIL}`,
    ]) {
      await writeFile(file, text);
      const result = await cli.run(['run', '--sandbox', file, '--', 'true']);
      expectClean(result);
      expect(result.exitCode).toBe(125);
      expect(result.stderr).not.toContain('this is a bug');
    }
  });

  test('from doctor, whatever the state directory is called', async () => {
    for (const words of [['doctor'], ['doctor', '--json']])
      expectClean(await cli.run(words, { env: { LAYOVER_HOME: dir.join(`state${EVIL}`) } }));
  });
});
