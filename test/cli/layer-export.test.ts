import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, type CliOptions, type CliResult, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

let dir: TempDir;
let cli: Cli;
let job: string;

beforeAll(async () => {
  [dir, cli] = await Promise.all([tempDir(), openCli()]);
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const script = 'echo one > /made; rm /etc/group; chmod 4755 /made';
  const { stdout } = await succeed(['run', '--lower', rootfs, '--json', '-', 'sh', '-c', script]);
  job = (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { job: string }).job;
  await succeed(['commit', job, '--layer', 'team/app:v1']);
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

async function succeed(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const result = await cli.run(args, { cwd: dir.path, ...options });
  expect([result.exitCode, result.exitCode === 0 ? '' : result.stderr]).toEqual([0, '']);
  return result;
}

async function refuse(args: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await cli.run(args, { cwd: dir.path, env });
  expect([exitCode, stdout]).toEqual([125, '']);
  return stderr;
}

interface Config {
  readonly created: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly config: object;
  readonly rootfs: { readonly diff_ids: string[] };
  readonly history: Array<{ readonly created_by?: string }>;
}

async function readConfig(layout: string, tag: string): Promise<Config> {
  const read = async (path: string): Promise<Record<string, never>> =>
    JSON.parse(await readFile(join(dir.path, layout, path), 'utf8')) as Record<string, never>;
  const blob = ({ digest }: { digest: string }): string => `blobs/sha256/${digest.slice('sha256:'.length)}`;
  const { manifests } = (await read('index.json')) as unknown as {
    manifests: Array<{ digest: string; annotations: Record<string, string> }>;
  };
  const tagged = manifests.find(
    ({ annotations }) => annotations['org.opencontainers.image.ref.name'] === tag,
  );
  const { config } = await read(blob(tagged ?? { digest: '' }));
  return (await read(blob(config ?? { digest: '' }))) as unknown as Config;
}

test('an image goes into a layout, with what is to be run and how it was made', async () => {
  const { stderr } = await succeed([
    ...['layer', 'export', 'team/app:v1', '--oci', 'images', '--env', 'A=1', '--env', 'B=x=y'],
    ...[
      '--entrypoint',
      '["/bin/sh","-c"]',
      '--cmd',
      'cat /made',
      '--label',
      'org.example=yes',
      '--workdir',
      '/srv',
    ],
    ...['--user', '1000:1000', '--platform', 'linux/arm/v7'],
  ]);
  expect(stderr).toMatch(
    /^layover: exported team\/app:v1 to images: 2 layers, [\d.]+ MiB, sha256:[0-9a-f]{12}\n {2}note: acts with rights of its own wherever it is unpacked: .*made \(setuid\)/,
  );
  const config = await readConfig('images', 'v1');
  expect(config).toMatchObject({
    architecture: 'arm',
    variant: 'v7',
    config: {
      Env: ['A=1', 'B=x=y'],
      Entrypoint: ['/bin/sh', '-c'],
      Cmd: ['cat /made'],
      Labels: { 'org.example': 'yes' },
      WorkingDir: '/srv',
      User: '1000:1000',
    },
  });
  expect(config.history[1]?.created_by).toMatch(/^sh -c echo one/);
});

test('inspect --docker gives the digests that docker load would, before and after an export', async () => {
  const inspect = async (name: string) =>
    (
      JSON.parse((await succeed(['layer', 'inspect', '--docker', name])).stdout) as Array<
        Record<string, never>
      >
    )[0] ?? {};
  const before = await inspect('team/app:v1');
  await succeed(['layer', 'export', 'team/app:v1', '--docker', 'app.tar']);
  expect(await inspect('team/app:v1')).toEqual(before);
  const out = dir.join('loaded');
  await mkdir(out);
  await execa('tar', ['-xf', dir.join('app.tar'), '-C', out]);
  const [image] = JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8')) as [
    { Config: string; RepoTags: string[]; Layers: string[] },
  ];
  const digest = async (path: string): Promise<string> =>
    `sha256:${createHash('sha256')
      .update(await readFile(join(out, path)))
      .digest('hex')}`;
  expect(image.RepoTags).toEqual(['team/app:v1']);
  expect(before['Id']).toBe(await digest(image.Config));
  expect(before['RootFS']).toEqual({ Type: 'layers', Layers: await Promise.all(image.Layers.map(digest)) });
  expect(before).toMatchObject({ RepoTags: ['team/app:v1'], Os: 'linux', GraphDriver: { Name: 'overlay2' } });
});

test('a tar goes to standard output, and what is said about it does not', async () => {
  for (const form of [
    ['--tar', '-'],
    ['--docker', '-'],
    ['--oci-archive', '-'],
    ['--oci-archive', '-:x'],
  ]) {
    const { bytes, stderr } = await succeed(['layer', 'export', 'team/app:v1', ...form]);
    const { stdout } = await execa('tar', ['-t'], { input: bytes.stdout });
    expect(stdout.split('\n')).toContain(form[0] === '--tar' ? 'made' : 'index.json');
    expect(stderr).toMatch(/^layover: exported team\/app:v1/);
  }
  const { stdout } = await succeed([
    'layer',
    'export',
    'team/app:v1',
    '--tar',
    'out.tar',
    '--flat',
    '--json',
  ]);
  expect(JSON.parse(stdout)).toMatchObject({
    layers: [],
    skipped: [],
    stripped: [],
    privileged: expect.arrayContaining([{ path: 'made', what: 'setuid' }]) as object[],
  });
});

test('a job becomes an image at once, and nothing of it is in the store', async () => {
  const layers = await readdir(join(cli.state, 'layers/sha256'));
  const { stderr } = await succeed(['commit', job, '--oci', 'straight:v1', '--cmd', 'sh']);
  expect(stderr).toMatch(
    /^layover: committed 2 changes .* to .*straight:v1\n {2}next: layover discard .*\n {2}image: 2 layers, .*sha256:/,
  );
  await succeed(['layer', 'export', 'team/app:v1', '--oci', 'straight:stored', '--cmd', 'sh']);
  const [straight, stored] = [await readConfig('straight', 'v1'), await readConfig('straight', 'stored')];
  expect(straight.rootfs).toEqual(stored.rootfs);
  expect(await readdir(join(cli.state, 'layers/sha256'))).toEqual(layers);
});

test('SOURCE_DATE_EPOCH makes two jobs that did the same the same image', async () => {
  const env = { SOURCE_DATE_EPOCH: '1700000000' };
  const manifests = [];
  for (const name of ['one', 'two']) {
    const { stdout } = await succeed([
      'run',
      '--lower',
      'team/app:v1',
      '--json',
      '-',
      'sh',
      '-c',
      'echo x > /srv/x',
    ]);
    const made = (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { job: string }).job;
    await succeed(['commit', made, '--layer', name]);
    const json = (await succeed(['layer', 'export', name, '--oci', `epoch-${name}:v1`, '--json'], { env }))
      .stdout;
    manifests.push((JSON.parse(json) as { manifest: string }).manifest);
  }
  expect(manifests[1]).toBe(manifests[0]);
  const config = await readConfig('epoch-one', 'v1');
  expect(config.created).toBe('2023-11-14T22:13:20.000Z');
});

test('what cannot be is refused in one line that says what to do', async () => {
  await writeFile(dir.join('file'), '');
  const name = 'team/app:v1';
  for (const [args, message, env] of [
    [
      ['layer', 'export', name],
      'layer export needs --oci DIR:TAG, --oci-archive FILE:TAG, --docker FILE or --tar FILE',
    ],
    [['layer', 'export', 'absent', '--tar', 'x'], 'Nothing in the store is named "absent"'],
    [['layer', 'export', name, '--tar', 'x', '--docker', 'y'], 'cannot be used with option'],
    [['layer', 'export', name, '--tar', 'absent/x'], 'absent/x cannot be written: ENOENT'],
    [['layer', 'export', name, '--oci', 'file:v1'], 'file cannot be written: EEXIST'],
    [['layer', 'export', name, '--oci', 'rootfs:v1'], 'rootfs is no OCI layout, and not empty'],
    [['layer', 'export', name, '--oci', 'x', '--compression', 'gzipp'], 'Did you mean gzip?'],
    [
      ['layer', 'export', name, '--oci', 'x', '--cmd', '["a",1]'],
      '--cmd must be one word or a JSON list of words',
    ],
    [['layer', 'export', name, '--oci', 'x', '--env', 'A'], '--env must be KEY=VALUE, got A'],
    [['layer', 'export', name, '--oci', 'x', '--workdir', 'a'], '--workdir needs an absolute path, got a'],
    [['layer', 'export', name, '--oci', 'x', '--platform', 'arm'], 'A platform is OS/ARCHITECTURE'],
    [
      ['layer', 'export', name, '--tar', '-', '--json'],
      '--json and the export cannot both go to standard output',
    ],
    [
      ['layer', 'export', name, '--oci', 'x'],
      'SOURCE_DATE_EPOCH must be whole seconds',
      { SOURCE_DATE_EPOCH: 'now' },
    ],
    [['commit', job, '--tar', 'x', '--env', 'A=b'], 'the other options about an image need --oci'],
    [['commit', job, '--oci', 'x:v1', '--to', 'y'], 'cannot be used with option'],
  ] as const) {
    const said = await refuse(args, env ?? {});
    expect(said, args.join(' ')).toContain(message);
    expect(said.trim().split('\n').length, said).toBeLessThan(3);
  }
  expect(await readFile(dir.join('file'), 'utf8')).toBe('');
  expect((await readdir(dir.path)).filter((entry) => entry === 'x' || entry.startsWith('.layover'))).toEqual(
    [],
  );
});

test('a reader that goes away ends it without a word', async () => {
  const command = cli.command.map((word) => `'${word}'`).join(' ');
  const script = `${command} layer export team/app:v1 --tar - --flat 2>said | head -c 1 >/dev/null; cat said`;
  const { stdout } = await execa('bash', ['-c', script], { cwd: dir.path, env: { ...cli.env } });
  expect(stdout).toBe('');
});

test('interrupted, it leaves nothing behind', async () => {
  const before = await readdir(dir.path);
  await writeFile(dir.join('rootfs/noise'), Buffer.alloc(200 << 20, 'noise that takes a while to compress'));
  const [file = '', ...args] = cli.command;
  const running = execa(file, [...args, 'layer', 'export', 'team/app:v1', '--oci', 'interrupted:v1'], {
    cwd: dir.path,
    env: cli.env,
    extendEnv: false,
    reject: false,
  });
  const blob = async (): Promise<boolean> =>
    (await readdir(dir.join('interrupted')).catch(() => [])).some((name) => name.startsWith('.layover-'));
  for (let tries = 0; tries < 500 && !(await blob()); tries += 1)
    await new Promise((next) => setTimeout(next, 10));
  running.kill('SIGINT');
  const { exitCode, stderr } = await running;
  expect([exitCode, stderr]).toEqual([130, 'layover: interrupted']);
  expect(await readdir(dir.join('interrupted'))).toEqual(['blobs']);
  expect((await readdir(dir.path)).filter((name) => !before.includes(name))).toEqual(['interrupted']);
});
