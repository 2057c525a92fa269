import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, type CliOptions, type CliResult, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

let dir: TempDir;
let cli: Cli;
let rootfs: string;

beforeAll(async () => {
  [dir, cli] = await Promise.all([tempDir(), openCli()]);
  rootfs = await buildRootfs(dir.join('rootfs'));
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

const run = (args: readonly string[], options?: CliOptions): Promise<CliResult> =>
  cli.run(['run', '--lower', rootfs, ...args], options);
const shell = (script: string, ...options: readonly string[]): Promise<CliResult> =>
  run([...options, 'sh', '-c', script]);

async function keptJobs(): Promise<string[]> {
  const { stdout } = await cli.run(['jobs', '--json']);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { job: string }).job);
}

function idIn({ stderr }: CliResult): string {
  return /j-[0-9a-z]{14}/.exec(stderr)?.[0] ?? 'no job is named';
}

describe('the streams of a command', () => {
  test('are its own, byte for byte', async () => {
    const input = randomBytes(300_000);
    const { exitCode, bytes } = await run(['--quiet', 'sh', '-c', 'cat; printf "e\\377" >&2'], { input });
    expect(exitCode).toBe(0);
    expect(bytes.stdout.equals(input)).toBe(true);
    expect(bytes.stderr).toEqual(Buffer.from([0x65, 0xff]));
  });

  test('are followed by one line about the job and one about what can be done with it', async () => {
    const result = await shell('echo out; echo err >&2; echo x > /etc/new');
    const id = idIn(result);
    expect(result.stdout).toBe('out\n');
    expect(result.stderr).toBe(
      `err\nlayover: kept ${id}: 1 added, 2 B\n  next: layover diff ${id}, layover commit ${id} --to DIR, layover discard ${id}\n`,
    );
  });

  test('are followed by a table of where the time went, with --profile', async () => {
    const file = dir.join('profile.json');
    const result = await run(['--profile', '--json', file, '--on-success', 'discard', 'echo', 'out']);
    expect(result).toMatchObject({ exitCode: 0, stdout: 'out\n' });
    for (const step of ['caller +load', 'runner +resolve', 'init +mounts', 'command +exec to exit'])
      expect(result.stderr).toMatch(new RegExp(`^ +\\d+\\.\\d{3} +\\d+\\.\\d{3} +${step} +#+$`, 'm'));
    const { profile } = JSON.parse(await readFile(file, 'utf8')) as { profile: { steps: object[] } };
    expect(profile.steps).toContainEqual(expect.objectContaining({ by: 'runner', name: 'discard' }));
    expect((await run(['--profile', '--worker', 'x.mjs'])).exitCode).toBe(125);
  });

  test('take options of the command for what they are, with and without --', async () => {
    for (const separator of [[], ['--']]) {
      const { stdout } = await run(['--quiet', ...separator, 'echo', '--json', '-h', '--', 'x']);
      expect(stdout).toBe('--json -h -- x\n');
    }
  });

  test('carry words that are not UTF-8', async () => {
    const [file = '', ...words] = cli.command;
    const quoted = [file, ...words, 'run', '--quiet', '--lower', rootfs].map((word) => `'${word}'`).join(' ');
    const script = `exec ${quoted} --env A=1 --tmpfs "$(printf '/q\\344')" -- sh -c 'printf %s "$0"; ls -d /q*' "$(printf 'a\\377\\200')"`;
    const { stdout } = await execa('sh', ['-c', script], {
      env: cli.env,
      extendEnv: false,
      encoding: 'buffer',
    });
    expect(Buffer.from(stdout)).toEqual(
      Buffer.concat([Buffer.from([0x61, 0xff, 0x80]), Buffer.from('/q\xe4', 'latin1')]),
    );
  });

  test('on a terminal are one, which has an end of input too', async () => {
    const { exitCode, stdout } = await run(['--quiet', '--tty', 'sh', '-c', 'test -t 0 && cat && exit 4'], {
      input: 'typed\n',
    });
    expect(exitCode).toBe(4);
    expect(stdout).toContain('typed\r\n');
  });
});

describe('the exit status', () => {
  test("is the command's own", async () => expect((await shell('exit 42')).exitCode).toBe(42));
  test('is 128+N when signal N ended it', async () =>
    expect((await shell('kill -TERM $$')).exitCode).toBe(143));

  test('is 124 after a timeout', async () => {
    const result = await run(['--timeout', '200ms', 'sleep', '30']);
    expect(result.exitCode).toBe(124);
    expect(result.stderr).toContain('layover: timed out after 200 ms; kept j-');
  });

  test('is 137 at the output limit', async () => {
    const result = await shell('while :; do echo yyyyyyyyyyyyyyy; done', '--output', '10K');
    expect(result.exitCode).toBe(137);
    expect(result.stderr).toContain('stopped at its output limit');
  });

  test('is 127 where there is no such command, and nothing is kept', async () => {
    const before = await keptJobs();
    const result = await run(['nonesuch']);
    expect(result.exitCode).toBe(127);
    expect(result.stderr).toMatch(
      /^layover: the command nonesuch was not found in the sandbox\n {2}hint: .*\n$/,
    );
    expect(await keptJobs()).toEqual(before);
  });

  test('is 126 where it is not executable', async () => {
    const result = await run(['/etc/passwd']);
    expect(result.exitCode).toBe(126);
    expect(result.stderr).toContain('the command /etc/passwd cannot be executed: EACCES\n  hint: ');
  });

  for (const [what, args, message] of [
    [
      'a lower that is not there',
      ['--lower', '/nonesuch'],
      'layover: The lower /nonesuch does not exist (LAYOVER_LOWER_MISSING)',
    ],
    ['an unknown option', ['--lowr', 'x'], "layover: unknown option '--lowr'\n  hint: Did you mean --lower?"],
    [
      'a bad value',
      ['--network', 'hots'],
      'layover: --network must be none or host, got hots\n  hint: Did you mean host?',
    ],
    [
      'a review without a terminal',
      ['--on-success', 'ask'],
      'layover: --on-success ask needs a terminal on standard input and standard error\n  hint: Without one use --on-success keep',
    ],
    [
      'a place for the result that cannot be',
      ['--json', '/nonesuch/x'],
      'layover: The result cannot be written to /nonesuch/x',
    ],
  ] as const) {
    test(`is 125 for ${what}, and nothing runs`, async () => {
      const result = await run([...args, 'echo', 'ran']);
      expect(result).toMatchObject({ exitCode: 125, stdout: '' });
      expect(result.stderr).toContain(message);
    });
  }

  test('is 125 without anything to run', async () => {
    expect((await run([])).stderr).toContain('layover: run needs a command');
  });
});

describe('what becomes of the changes', () => {
  const script = 'mkdir /srv/app && echo x > /srv/app/file && echo y > /etc/other';

  test('is what --on-success says, and the job is gone after a commit', async () => {
    const to = dir.join('committed');
    const before = await keptJobs();
    const result = await shell(script, '--on-success', 'commit', '--from', '/srv', '--to', to, '--json', '-');
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({
      settled: { kind: 'committed', to, applied: 2 },
      changes: { added: 3 },
    });
    expect(await readdir(to, { recursive: true })).toEqual(['app', 'app/file']);
    expect(await keptJobs()).toEqual(before);
  });

  test('is what --on-failure says', async () => {
    const result = await shell(
      `${script}; exit 3`,
      '--on-success',
      'keep',
      '--on-failure',
      'discard',
      '--json',
      '-',
    );
    expect(result.exitCode).toBe(3);
    expect(JSON.parse(result.stdout)).toMatchObject({
      outcome: { kind: 'exited', exitCode: 3 },
      settled: { kind: 'discarded' },
    });
  });

  test('is nothing where the commit fails: the job is kept, and says so', async () => {
    const result = await shell(script, '--on-success', 'commit', '--to', dir.join('no/such/place'));
    expect(result.exitCode).toBe(125);
    expect(result.stderr).toContain('(LAYOVER_COMMIT_TARGET)');
    expect(result.stderr).toContain(`layover: kept ${idIn(result)}: 3 added`);
    expect(await keptJobs()).toContain(idIn(result));
  });

  test('is nothing where the commit met no change at all', async () => {
    const result = await shell(
      script,
      '--on-success',
      'commit',
      '--to',
      dir.join('slip'),
      '--only',
      'sevr/**',
    );
    expect(result.exitCode).toBe(125);
    expect(result.stderr).toContain('None of the 3 changes is chosen by --only "sevr/**"');
    expect(await keptJobs()).toContain(idIn(result));
  });

  test('leaves the job where something stayed behind', async () => {
    const result = await shell(
      'probe mknod-socket /srv/socket',
      '--on-success',
      'commit',
      '--to',
      dir.join('left'),
    );
    expect(result.stderr).toContain('\n  left out srv/socket: a socket without the process');
    expect(await keptJobs()).toContain(idIn(result));
  });
});

describe('the result as JSON', () => {
  test('stands on a line of its own behind the output', async () => {
    const { stdout, stderr } = await run(['--json', '-', 'printf', 'half a line']);
    const [output, json = '', end] = stdout.split('\n');
    expect([output, end, stderr]).toEqual(['half a line', '', '']);
    expect(JSON.parse(json)).toMatchObject({ settled: { kind: 'kept' }, changes: { added: 0 } });
  });

  test('replaces a file, and goes through a link', async () => {
    const [file, link] = [dir.join('result.json'), dir.join('link.json')];
    await writeFile(file, 'an older and much longer result'.repeat(1000));
    await chmod(file, 0o600);
    await symlink(file, link);
    for (const path of [file, link]) {
      expect((await run(['--quiet', '--json', path, 'true'])).stderr).toBe('');
      expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
        outcome: { kind: 'exited', exitCode: 0 },
      });
    }
    expect((await readdir(dir.path)).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('is refused a directory before anything runs', async () => {
    const result = await run(['--json', dir.path, 'echo', 'ran']);
    expect(result).toMatchObject({ exitCode: 125, stdout: '' });
    expect(result.stderr).toContain('it is a directory');
  });
});

test('options reach the job', async () => {
  await mkdir(dir.join('project'));
  await writeFile(dir.join('project/made'), 'x');
  const options = [
    '--project',
    dir.join('project'),
    '--bind',
    `${dir.join('project')}:/srv/shared:rw`,
    '--tmpfs',
    '/opt:1M',
  ];
  const more = [
    '--hide',
    '/root',
    '--env',
    'A=b c',
    '--env',
    'FROM_HERE',
    '--user',
    '7:8',
    '--hostname',
    'there',
    '--cwd',
    '/work',
  ];
  const script = 'pwd; ls; id -u; id -g; uname -n; echo "$A,$FROM_HERE"; touch /srv/shared/touched';
  await chmod(dir.join('project'), 0o777);
  const result = await run([...options, ...more, '--quiet', 'sh', '-c', script], {
    env: { FROM_HERE: 'yes' },
  });
  expect(result.stderr).toBe('');
  expect(result.stdout).toBe('/work\nmade\n7\n8\nthere\nb c,yes\n');
  expect((await stat(dir.join('project/touched'))).isFile()).toBe(true);
});

describe('output that does not get where it was to go', () => {
  const throughShell = async (words: string): Promise<{ exitCode: number; stderr: string }> => {
    const command = `${cli.command.join(' ')} run --lower "${rootfs}" ${words}`;
    const { exitCode = -1, stderr } = await execa('sh', ['-c', command], { env: cli.env, reject: false });
    return { exitCode, stderr };
  };

  test('is not taken for success: a full device', async () => {
    const { exitCode, stderr } = await throughShell('echo hello > /dev/full');
    expect(stderr).toMatch(/standard output is not whole: .*ENOSPC/);
    expect(stderr).toMatch(/hint: The log has it: layover logs j-/);
    expect(exitCode).toBe(125);
  });

  test('is no failure where the reader had enough', async () => {
    const { stderr } = await throughShell('--quiet sh -c "yes | head -c 1000000" | head -c 10 >/dev/null');
    expect(stderr).not.toMatch(/not whole/);
  });
});
