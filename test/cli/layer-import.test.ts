import { open, readdir, writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { layoutOf, writeLayout } from '../fixtures/images.js';
import { type CliResult, openCli } from '../fixtures/run.js';
import { dir as directory, member, tar, text } from '../fixtures/tars.js';
import { tempDir } from '../fixtures/temp.js';

const uid = process.getuid?.() ?? 0;
const LAYER = tar(
  directory('d'),
  text('d/f', 'hello\n'),
  member({ name: 'null', type: '3', device: [1, 3] }),
);

function shown({ exitCode, stdout, stderr }: CliResult): unknown[] {
  return [exitCode, stdout, stderr];
}

test('import says what it made, what it left out and what to do next', async () => {
  await using dir = await tempDir({ isTraversable: true });
  await using cli = await openCli();
  await writeFile(dir.join('l.tar'), LAYER);
  const args = ['layer', 'import', dir.join('l.tar'), '--name', 'team/base:v1'];
  expect(shown(await cli.run(args))).toEqual([
    0,
    '',
    `layover: imported ${dir.join('l.tar')} as team/base:v1: 1 layer, 3 entries (6 B)\n` +
      '  null left out: it is a device (character 1:3)\n' +
      '  next: layover run --lower team/base:v1 -- COMMAND\n',
  ]);
  expect((await cli.run(args)).stderr).toContain('1 layer, 1 there before, 3 entries');
  const { stdout } = await cli.run([...args, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ name: 'team/base:v1', newLayers: 0, notes: [{ path: 'null' }] });
  expect((await cli.run(['layer', 'verify'])).stderr).toBe('layover: 1 layer verified\n');
});

test('standard input may be a pipe, a file or a socket, of a layer or of an image', async () => {
  await using dir = await tempDir({ isTraversable: true });
  await using cli = await openCli();
  await writeLayout(dir.join('layout'), layoutOf({ layers: [LAYER], tag: 'app:v1' }));
  await execa('tar', ['-C', dir.join('layout'), '-cf', dir.join('image.tar'), '.']);
  await writeFile(dir.join('l.tar'), LAYER);
  const run = ['layer', 'import', '-', '--json'];
  const results: string[] = [];
  for (const file of ['l.tar', 'image.tar']) {
    const name = file === 'l.tar' ? ['--name', 'x'] : [];
    const [program = '', ...words] = [...cli.command, ...run, ...name];
    const options = { env: cli.env, extendEnv: false, cwd: cli.home };
    const piped = await execa('sh', ['-c', 'cat "$0" | "$@"', dir.join(file), program, ...words], options);
    await using handle = await open(dir.join(file));
    const fromFile = await execa(program, words, { ...options, stdin: handle.fd as never });
    const socket = await execa(program, words, { ...options, inputFile: dir.join(file) });
    results.push(...[piped, fromFile, socket].map(({ stdout }) => String(stdout)));
  }
  const seen = results.map((line) => JSON.parse(line) as { name: string; layers: string[] });
  expect(seen.map(({ name }) => name)).toEqual(['x', 'x', 'x', 'app:v1', 'app:v1', 'app:v1']);
  expect(new Set(seen.flatMap(({ layers }) => layers)).size).toBe(1);
  expect(await readdir(`${cli.state}/staging`)).toEqual([]);
});

test('what cannot be imported is said with its reason, and nothing is left of it', async () => {
  await using dir = await tempDir({ isTraversable: true });
  await using cli = await openCli();
  await writeFile(dir.join('l.tar'), LAYER);
  await writeFile(dir.join('cut.tar'), LAYER.subarray(0, 1_024));
  await writeFile(dir.join('evil.tar'), tar(text('../../etc/cron.d/x', 'evil')));
  await writeFile(dir.join('text'), 'hello');
  const path = (name: string): string => dir.join(name);
  for (const [words, message] of [
    [
      [path('absent')],
      `There is no ${path('absent')}\n  hint: The source is a directory, a tar, an image, or -`,
    ],
    [[path('l.tar')], `${path('l.tar')} does not say what it is called\n  hint: Give it a name with --name.`],
    [[path('l.tar'), '--name', 'Bad'], '"Bad" is no name for a layer'],
    [[path('l.tar'), '--name', 'x', '--as', 'tar'], '--as must be directory, layer or image, got tar'],
    [
      [path('l.tar'), '--name', 'x', '--as', 'directory'],
      'is no directory, so it cannot be taken for a directory',
    ],
    [[path('l.tar'), '--name', 'x', '--as', 'image'], 'The image has no oci-layout'],
    [
      [path('l.tar'), '--name', 'x', '--max-entries', '1'],
      'd/f is entry 2; the most is 1 (LAYOVER_IMPORT_LIMIT)\n  hint: If you trust where it comes from',
    ],
    [
      [path('l.tar'), '--name', 'x', '--max-bytes', '5'],
      'd/f (6 B) makes it 6 B of file content; the most is 5 B',
    ],
    [
      [path('evil.tar'), '--name', 'x'],
      '../../etc/cron.d/x leads out of the layer with ".." (LAYOVER_IMAGE_INVALID)',
    ],
    [[path('cut.tar'), '--name', 'x'], 'it ends in the middle of a member'],
    [[path('text'), '--name', 'x'], 'text is no tar, plain or packed with gzip or zstd'],
    [['/dev/null', '--name', 'x'], '/dev/null is a device'],
    [['-', '--name', 'x'], 'Standard input is empty'],
    [[path('l.tar'), '--name', 'x', '--platform'], "option '--platform <os/arch>' argument missing"],
    [[], "missing required argument 'source'"],
  ] as const) {
    const result = await cli.run(['layer', 'import', ...words]);
    expect([result.exitCode, result.stderr]).toEqual([125, expect.stringContaining(message)]);
  }
  for (const folder of ['staging', 'refs', 'layers/sha256'])
    expect(await readdir(`${cli.state}/${folder}`)).toEqual([]);
});

test('an owner that the user has no id for is named', async () => {
  await using dir = await tempDir({ isTraversable: true });
  await using cli = await openCli(uid === 0 ? { uid: 1000 } : {});
  await writeFile(dir.join('l.tar'), tar(text('a', 'x', { uid: 2_000_000, gid: 2_000_000 })), {
    mode: 0o644,
  });
  const { exitCode, stderr } = await cli.run(['layer', 'import', dir.join('l.tar'), '--name', 'x']);
  expect([exitCode, stderr]).toEqual([
    125,
    expect.stringMatching(/a cannot be stored in a layer: .*\n {2}hint: It may have an owner/),
  ]);
});
