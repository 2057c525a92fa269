import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, openCli, runCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

const COMMANDS = ['run', 'diff', 'commit', 'discard', 'jobs', 'layer', 'gc', 'logs', 'doctor'];
const SCRIPT = String.raw`echo out; echo err >&2; echo new > /etc/hostname; mkdir /srv/app; printf 'a\033[2J\n' > /srv/app/esc; rm /etc/group; exit 2`;

let dir: TempDir;
let cli: Cli;
let rootfs: string;
let id: string;

beforeAll(async () => {
  [dir, cli] = await Promise.all([tempDir(), openCli()]);
  rootfs = await buildRootfs(dir.join('rootfs'));
  const { stdout } = await cli.run(['run', '--lower', rootfs, '--json', '-', 'sh', '-c', SCRIPT]);
  id = (JSON.parse(stdout.split('\n')[1] ?? '') as { job: string }).job;
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

const output = async (...args: readonly string[]): Promise<string> => {
  const { exitCode, stdout, stderr } = await cli.run(args);
  expect([exitCode, stderr]).toEqual([0, '']);
  return stdout;
};

describe('layover', () => {
  test('shows its commands and its version', async () => {
    const help = await output('--help');
    for (const name of COMMANDS) expect(help).toMatch(new RegExp(`^ {2}${name} `, 'm'));

    expect(await output('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('shows examples with every command, and the exit statuses with run', async () => {
    for (const name of COMMANDS) expect(await output(name, '--help')).toContain('\nExamples:\n  layover ');
    expect(await output('help', 'run')).toContain('124  the timeout ended it');
  });

  for (const [args, message] of [
    [['runn'], "unknown command 'runn'\n  hint: Did you mean run?"],
    [['--versio'], "unknown option '--versio'\n  hint: Did you mean --version?"],
    [['diff'], "missing required argument 'job'\n  hint: `layover jobs` lists"],
    [['jobs', 'x'], "too many arguments for 'jobs'"],
    [['diff', 'x', '--json', '--patch'], "option '--json' cannot be used with option '--patch'"],
    [['commit', 'x', '--json'], '--json needs --dry-run'],
    [
      ['commit', 'x', '--layer', 'n', '--to', '.'],
      "option '--layer <name>' cannot be used with option '--to <dir>'",
    ],
    [['layer', 'tag', 'x'], "missing required argument 'new-name'\n  hint: `layover layer ls` lists"],
    [['layer', 'import', 'x'], 'There is no '],
    [['layer', 'lss'], "unknown command 'lss'\n  hint: Did you mean ls?"],
    [['layer', 'rm', 'Bad'], '"Bad" is no name for a layer'],
    [['commit', 'x', '--to', 'y', '--json'], '--json needs --dry-run'],
    [['discard'], 'discard needs a job, or --all'],
    [['discard', 'x', '--all'], 'discard takes jobs or --all, not both'],
    [['undo', 'x', '--y'], "unknown option '--y'"],
    [['undo', 'x'], 'There is no commit x that can be undone'],
    [['\u001b[2J\n'], "unknown command '\\x1b[2J\\n'"],
  ] as ReadonlyArray<[string[], string]>) {
    test(`refuses ${JSON.stringify(args.join(' '))}`, async () => {
      const { exitCode, stdout, stderr } = await cli.run(args);
      expect([exitCode, stdout]).toEqual([125, '']);
      expect(stderr).toContain(`layover: ${message}`);
    });
  }

  test('without a command shows its help as an error', async () => {
    const { exitCode, stdout, stderr } = await cli.run([]);
    expect([exitCode, stdout]).toEqual([125, '']);
    expect(stderr).toContain('Usage: layover COMMAND [options]');
  });

  test('ends quietly when nobody reads what it prints', async () => {
    const words = [...cli.command, 'diff', id].map((word) => `'${word}'`).join(' ');
    const script = `{ ${words}; echo $? >&2; } | true`;
    const { stderr } = await execa('sh', ['-c', script], { env: cli.env, extendEnv: false });
    expect(['0', '141']).toContain(stderr);
  });

  test('names a state directory it cannot use', async () => {
    const { exitCode, stderr } = await cli.run(['jobs'], { env: { LAYOVER_HOME: '/dev/null/x' } });
    expect(exitCode).toBe(125);
    expect(stderr).toMatch(
      /^layover: The state directory \/dev\/null\/x cannot be used.*\(LAYOVER_HOME\)\n {2}hint: Set LAYOVER_HOME/,
    );
  });
});

describe('diff', () => {
  test('lists changes, as many forms as there are', async () => {
    expect(await output('diff', id)).toBe('D etc/group\nM etc/hostname\nA srv/app\nA srv/app/esc\n');
    expect(await output('diff', '--tree', id)).toContain('  M hostname\n');
    expect(await output('diff', id, '--stat')).toContain('4 changes: 2 added, 1 modified, 1 deleted');
    const lines = (await output('diff', id, '--json'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ path }) => path)).toEqual(['etc/group', 'etc/hostname', 'srv/app', 'srv/app/esc']);
    expect(lines[1]).toMatchObject({
      change: 'modified',
      after: { size: 4, digest: expect.stringMatching(/^sha256:/) },
    });
  });

  test('shows only what lies at or below the paths given', async () => {
    expect(await output('diff', id, '/srv/', 'etc/host')).toBe('A srv/app\nA srv/app/esc\n');
    expect(await output('diff', id, 'nonesuch')).toBe('');
  });

  test('makes a patch that patches', async () => {
    const patch = await output('diff', id, '--patch', 'etc/hostname');
    expect(patch).toBe(
      'diff --git a/etc/hostname b/etc/hostname\n--- a/etc/hostname\n+++ b/etc/hostname\n@@ -1 +1 @@\n-rootfs\n+new\n',
    );
    expect(await output('diff', id, '--patch', 'srv/app/esc')).toContain('+a\x1b[2J\n');
  });

  test('of an unknown job names it and the place', async () => {
    const { exitCode, stderr } = await cli.run(['diff', 'j-nonesuch']);
    expect(exitCode).toBe(125);
    expect(stderr).toBe(
      `layover: There is no kept job "j-nonesuch" in ${cli.state} (LAYOVER_JOB_UNKNOWN)\n  hint: See \`layover jobs\`.\n`,
    );
  });
});

test('logs has each stream where it was', async () => {
  const { stdout, stderr } = await cli.run(['logs', id]);
  expect([stdout, stderr]).toEqual(['out\n', 'err\n']);
});

describe('commit', () => {
  test('applies what was chosen, and keeps the job', async () => {
    const to = dir.join('target');
    const { exitCode, stdout, stderr } = await cli.run([
      'commit',
      id,
      '--to',
      to,
      '--from',
      'srv',
      '--except',
      '**/esc',
    ]);
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr.replace(/c-[0-9a-z]{14}/, 'COMMIT')).toBe(
      `layover: committed 1 of 4 changes (0 B) to ${to}\n  next: layover undo COMMIT, or layover discard ${id}\n`,
    );
    expect(await readdir(to, { recursive: true })).toEqual(['app']);
  });

  test('deletes what the job deleted', async () => {
    const to = dir.join('copy');
    await mkdir(`${to}/etc`, { recursive: true });
    await writeFile(`${to}/etc/group`, '');
    expect(
      (await cli.run(['commit', id, '--to', to, '--only', 'etc', '--on-conflict', 'ours'])).exitCode,
    ).toBe(0);
    expect(await readdir(`${to}/etc`)).toEqual(['hostname']);
    expect(await readFile(`${to}/etc/hostname`, 'utf8')).toBe('new\n');
  });

  test('writes a tar with whiteouts', async () => {
    const tar = dir.join('layer.tar');
    expect((await cli.run(['commit', id, '--tar', tar])).stderr).toContain(
      `layover: committed 4 changes (10 B) to ${tar}`,
    );
    expect((await execa('tar', ['tf', tar])).stdout).toContain('etc/.wh.group');
  });

  test('writes the same tar to standard output', async () => {
    const tar = dir.join('again.tar');
    await cli.run(['commit', id, '--tar', tar]);
    const [command = '', ...words] = [...cli.command, 'commit', id, '--tar', '-'];
    const options = { env: cli.env, extendEnv: false, encoding: 'buffer', stripFinalNewline: false } as const;
    const { stdout, stderr } = await execa(command, words, options);
    expect(Buffer.from(stdout).equals(await readFile(tar))).toBe(true);
    expect(Buffer.from(stderr).toString()).toContain('(10 B) to standard output');
  });
});

describe('jobs and discard', () => {
  test('list what is kept, and say when nothing is', async () => {
    expect(await output('jobs')).toMatch(
      new RegExp(
        `^JOB +AGE +OUTCOME.*\n${id} +\\d+ .*exited with 2 +2 added, 1 modified, 1 deleted, .* sh -c `,
      ),
    );
    const { exitCode, stdout, stderr } = await runCli(['jobs']);
    expect([exitCode, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/^No kept jobs in \/.*\.\n$/);
    expect((await runCli(['jobs', '--json'])).bytes.stdout.length).toBe(0);
  });

  test('discard some or all, and go on after one that is not there', async () => {
    await using other = await openCli();
    for (let count = 0; count < 3; count += 1) await other.run(['run', '--lower', rootfs, 'true']);
    const kept = async (): Promise<string[]> =>
      (await other.run(['jobs', '--json'])).stdout.split('\n').filter(Boolean);
    const [first] = (await kept()).map((line) => (JSON.parse(line) as { job: string }).job);
    const mixed = await other.run(['discard', 'j-nonesuch', first ?? '']);
    expect(mixed.exitCode).toBe(125);
    expect(mixed.stderr).toMatch(/There is no kept job "j-nonesuch"[^]*layover: discarded 1 job\n$/);
    expect(await kept()).toHaveLength(2);
    expect(await other.run(['discard', '--all'])).toMatchObject({
      exitCode: 0,
      stderr: 'layover: discarded 2 jobs\n',
    });
    expect(await kept()).toEqual([]);
  });
});

test('doctor reports, as lines or as JSON', async () => {
  expect(await output('doctor')).toMatch(/namespaces/);
  expect(JSON.parse(await output('doctor', '--json'))).toMatchObject({
    canRun: expect.any(String),
    checks: expect.any(Array),
  });
});
