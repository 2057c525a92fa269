/** Tars made to do harm: each is refused with a message that names the trick, or made harmless, and touches nothing outside. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRoot } from '../fixtures/requirements.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { directory, file, symlink, tree } from '../fixtures/tree.js';
import { type HostileTar, makeCorpus } from './tar-corpus.js';

interface Outcome {
  readonly file: string;
  readonly code?: string;
  readonly message?: string;
  readonly hint?: string;
  readonly layers?: readonly string[];
  readonly notes?: ReadonlyArray<{ readonly path: string; readonly what: string }>;
}

const USERS: ReadonlyArray<readonly [string, number | undefined]> = isRoot
  ? [
      ['root', undefined],
      ['an ordinary user', 1000],
    ]
  : [['an ordinary user', undefined]];

for (const [user, uid] of USERS) {
  describe(`as ${user}`, () => {
    let dir: TempDir;
    let cli: Cli;
    let corpus: HostileTar[];
    let before: Snapshot;
    const outcomes = new Map<string, Outcome>();

    beforeAll(async () => {
      cli = await openCli({ uid });
      dir = await tempDir({ isTraversable: true });
      await makeSentinel(dir.join('sentinel'));
      corpus = makeCorpus(dir.join('sentinel'));
      await mkdir(dir.join('tars'), { mode: 0o755 });
      for (const [index, { bytes }] of corpus.entries()) {
        await writeFile(dir.join('tars', fileOf(index)), bytes, { mode: 0o644 });
      }
      before = await snapshotTree(dir.join('sentinel'), { exact: true });
      for (const line of await importAll(cli, dir.join('tars'), uid)) outcomes.set(line.file, line);
    });
    afterAll(async () => {
      await cli[Symbol.asyncDispose]();
      await dir[Symbol.asyncDispose]();
    });

    for (const [index, { name, fate }] of makeCorpus('/sentinel').entries()) {
      const says = 'refused' in fate ? 'is refused' : 'is harmless';
      test(`${name}: ${says}`, async () => {
        const outcome = outcomes.get(fileOf(index));
        if ('refused' in fate) {
          expect(outcome).toMatchObject({ message: expect.stringMatching(fate.refused) });
          expect(['LAYOVER_IMAGE_INVALID', 'LAYOVER_IMPORT_LIMIT']).toContain(outcome?.code);
          return;
        }
        const wanted = corpus[index]?.fate;
        expect(outcome?.message).toBeUndefined();
        expect(await manifestOf(cli, outcome)).toMatchObject(linesOf(wanted));
        expect(outcome?.notes).toHaveLength(fate.notes?.length ?? 0);
        for (const [at, note] of (fate.notes ?? []).entries())
          expect(outcome?.notes?.[at]?.what).toMatch(note);
      });
    }

    test('what lies beside is as it was, to the link counts and times, and nothing is left in staging', async () => {
      const after = await snapshotTree(dir.join('sentinel'), { exact: true });
      expect(diffSnapshots(before, after)).toEqual([]);
      expect(await readdir(`${cli.state}/staging`)).toEqual([]);
      expect(await readdir(`${cli.state}/trash`)).toEqual([]);
      const names = (await readdir(`${cli.state}/refs`)).length;
      expect(names).toBe(corpus.filter(({ fate }) => 'holds' in fate).length);
      const { exitCode, stderr } = await cli.run(['layer', 'verify']);
      expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/^layover: \d+ layers verified\n$/)]);
    });
  });
}

test('the tricks are real: a reader that trusts names changes what lies beside', async () => {
  await using dir = await tempDir();
  const sentinel = dir.join('sentinel');
  const failed: string[] = [];
  for (const [index, { name, bytes, isReal }] of makeCorpus(sentinel).entries()) {
    if (isReal !== true) continue;
    await makeSentinel(sentinel);
    const before = await snapshotTree(sentinel, { exact: true });
    await mkdir(dir.join('root', String(index)), { recursive: true });
    const options = { cwd: dir.join('root', String(index)), input: bytes, reject: false } as const;
    await execa('tar', ['-xPf', '-', '--keep-directory-symlink', '--no-same-owner'], options);
    const after = await snapshotTree(sentinel, { exact: true });
    if (diffSnapshots(before, after).length === 0) failed.push(name);
    await execa('rm', ['-rf', sentinel]);
  }
  expect(failed).toEqual([]);
});

async function makeSentinel(path: string): Promise<void> {
  await mkdir(path, { mode: 0o755 });
  await tree(path, {
    file: file('untouched', { mode: 0o640, mtimeNs: 1_234_567_890n }),
    'directory/': directory({ mode: 0o750 }),
    'directory/inner': 'untouched',
    link: symlink('file'),
  });
}

function fileOf(index: number): string {
  return String(index).padStart(3, '0');
}

async function importAll(cli: Cli, folder: string, uid: number | undefined): Promise<Outcome[]> {
  const dist = dirname(dirname(cli.command[1] ?? ''));
  // Where that user can read it.
  const script = `${dirname(folder)}/import-all.mjs`;
  await writeFile(script, await readFile(new URL('import-all.mjs', import.meta.url)), { mode: 0o644 });
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const options = { ...identity, env: cli.env, extendEnv: false, cwd: cli.home };
  const { stdout } = await execa(process.execPath, [script, dist, cli.state, folder], options);
  return stdout.split('\n').map((line) => JSON.parse(line) as Outcome);
}

/** The lines of the only layer's manifest, without what is not asked about. */
async function manifestOf(cli: Cli, outcome: Outcome | undefined): Promise<string[][]> {
  expect(outcome?.layers).toHaveLength(1);
  const id = outcome?.layers?.[0]?.slice('sha256:'.length) ?? '';
  const text = await readFile(`${cli.state}/layers/sha256/${id}/manifest`, 'latin1');
  return text
    .trimEnd()
    .split('\n')
    .slice(2)
    .map((line) => line.split(' '));
}

function linesOf(fate: HostileTar['fate'] | undefined): unknown[] {
  if (fate === undefined || !('holds' in fate)) return [];
  return fate.holds.map((line) => {
    const [type, path, ...more] = line.split(' ');
    return expect.arrayContaining([type, path, ...more]);
  });
}
