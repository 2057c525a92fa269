import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, type CliResult, openCli } from '../fixtures/run.js';
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

async function succeed(...args: readonly string[]): Promise<CliResult> {
  const result = await cli.run(args);
  expect([result.exitCode, result.exitCode === 0 ? '' : result.stderr]).toEqual([0, '']);
  return result;
}

async function runJob(lower: string, script: string): Promise<string> {
  const { stdout } = await succeed('run', '--lower', lower, '--json', '-', 'sh', '-c', script);
  return (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { job: string }).job;
}

test('a job becomes a layer, is named, run over, looked at, verified, renamed and collected', async () => {
  expect((await succeed('layer', 'ls')).stderr).toBe(
    'There are no layers yet: layover commit JOB --layer NAME makes one.\n',
  );
  const first = await runJob(rootfs, 'echo one > /made; rm /etc/group');
  expect((await succeed('commit', first, '--layer', 'base')).stderr).toMatch(
    /^layover: committed 2 changes \(4 B\) to base\n {2}next: layover discard/,
  );
  const second = await runJob('base', 'cat /made; echo two > /more; echo one > /copy');
  await succeed('commit', second, '--layer', 'team/app:v1');
  const table = (await succeed('layer', 'ls', '--size')).stdout
    .trim()
    .split('\n')
    .map((line) => line.split(/ {2,}/));
  expect(table[0]).toEqual([
    'NAME',
    'LAYER',
    'LAYERS',
    'SIZE',
    'UNIQUE',
    'SHARED',
    'ON-DISK',
    'DISK-SHARED',
    'AGE',
  ]);
  expect(table.map((cells) => cells.filter((_, at) => at !== 1 && at < 6))).toEqual([
    ['NAME', 'LAYERS', 'SIZE', 'UNIQUE', 'SHARED'],
    ['base', '1', '4 B', '0 B', '4 B'],
    ['team/app:v1', '2', '12 B', '4 B', '8 B'],
  ]);
  const history = (await succeed('layer', 'history', 'team/app:v1')).stdout;
  expect(history).toMatch(
    /^LAYER .*\n[0-9a-f]{12} .* sh -c cat \/made.*\n[0-9a-f]{12} .* sh -c echo one.*\n- .*\(the directory .*rootfs\)\n$/,
  );
  const chain = (
    JSON.parse((await succeed('layer', 'inspect', 'team/app:v1')).stdout) as {
      chain: Array<{ layer: string; tree: string }>;
    }
  ).chain;
  const [docker] = JSON.parse((await succeed('layer', 'inspect', '--docker', 'team/app:v1')).stdout) as [
    { GraphDriver: { Data: object } },
  ];
  const top = dirname(chain[0]?.tree ?? '');
  expect(docker.GraphDriver.Data).toEqual({
    UpperDir: chain[0]?.tree,
    LowerDir: `${chain[1]?.tree}:${rootfs}`,
    MergedDir: join(top, 'merged'),
    WorkDir: join(top, 'work'),
  });
  await succeed('layer', 'tag', 'team/app:v1', 'release');
  expect((await succeed('run', '--lower', 'release', 'cat', '/made', '/more')).stdout).toBe('one\ntwo\n');
  const alone = await succeed(
    'run',
    '--lower',
    chain[0]?.layer ?? '',
    '--lower',
    rootfs,
    'sh',
    '-c',
    'test -e /made || ls /more',
  );
  expect(alone.stdout).toBe('/more\n');
});

test('run commits to a layer at once where it is told to, and refuses a bad name before it runs anything', async () => {
  const args = ['run', '--lower', rootfs, '--on-success', 'commit', '--layer'];
  const { stderr } = await succeed(...args, 'at/once', 'sh', '-c', 'echo x > /made');
  expect(stderr).toMatch(/^layover: committed j-\w+ to at\/once: 1 change \(2 B\)\n$/);
  expect((await succeed('run', '--lower', 'at/once', 'cat', '/made')).stdout).toBe('x\n');
  const jobs = (await succeed('jobs')).stdout.split('\n').length;
  for (const [words, message] of [
    [['Bad', 'true'], '"Bad" is no name for a layer'],
    [['good', '--to', '.', 'true'], '--to and --layer do not go together'],
    [['good', '--faithful', 'true'], '--faithful is for --to'],
  ] as const) {
    const result = await cli.run([...args, ...words]);
    expect([result.exitCode, result.stderr]).toEqual([125, expect.stringContaining(message)]);
  }
  expect((await succeed('jobs')).stdout.split('\n')).toHaveLength(jobs);
});

test('verify is silent about whole layers, and fails and names the path of a damaged one', async () => {
  await using other = await openCli();
  await mkdir(dir.join('project'));
  await writeFile(dir.join('project/x'), 'x');
  const { stdout } = await other.run([
    'run',
    '--lower',
    rootfs,
    '--json',
    '-',
    'sh',
    '-c',
    'echo data > /made',
  ]);
  const { job } = JSON.parse(stdout) as { job: string };
  expect((await other.run(['commit', job, '--layer', 'base'])).exitCode).toBe(0);
  const whole = await other.run(['layer', 'verify']);
  expect([whole.exitCode, whole.stderr]).toEqual([0, 'layover: 1 layer verified\n']);
  const [id = ''] = await readdir(`${other.state}/layers/sha256`);
  await appendFile(`${other.state}/layers/sha256/${id}/tree/made`, 'more');
  const damaged = await other.run(['layer', 'verify', 'base']);
  expect(damaged.exitCode).toBe(125);
  expect(damaged.stderr).toContain(`sha256:${id.slice(0, 12)}: made has size 9, not 5\n`);
});

test('gc says what it would remove, and removes it once no name and no job needs it', async () => {
  await using other = await openCli();
  const { stdout } = await other.run([
    'run',
    '--lower',
    rootfs,
    '--json',
    '-',
    'sh',
    '-c',
    'echo data > /made',
  ]);
  const { job } = JSON.parse(stdout) as { job: string };
  await other.run(['commit', job, '--layer', 'base']);
  expect((await other.run(['gc'])).stderr).toBe('layover: removed 0 layers (0 B)\n');
  expect((await other.run(['layer', 'rm', 'base'])).exitCode).toBe(0);
  expect((await other.run(['gc', '--dry-run'])).stderr).toMatch(
    /^ {2}sha256:[0-9a-f]{64} \(5 B\)\nlayover: would remove 1 layer \(5 B\)\n$/,
  );
  expect((await other.run(['layer', 'ls'])).stdout).toMatch(/\n- .*5 B/);
  expect((await other.run(['gc'])).stderr).toMatch(/\nlayover: removed 1 layer \(5 B\)\n$/);
  expect(await readdir(`${other.state}/layers/sha256`)).toEqual([]);
  expect(await readdir(`${other.state}/trash`)).toEqual([]);
  expect((await other.run(['layer', 'rm', 'base'])).stderr).toContain(
    'Nothing in the store is named "base" (LAYOVER_LAYER_UNKNOWN)',
  );
});
