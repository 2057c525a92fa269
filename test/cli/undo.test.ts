/** `layover undo`, and how long it can be done. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { openProjectBench, type ProjectBench } from './project-fixture.js';

const DAY_MS = 86_400_000;

let bench: ProjectBench;

beforeAll(async () => {
  bench = await openProjectBench();
});
afterAll(async () => await bench[Symbol.asyncDispose]());

const CONTENT = { a: 'a\n', 'b/c': 'c\n', gone: 'gone\n' };
const SCRIPT = 'echo 1 >> a; rm gone; echo 2 > new; rm -r b; echo 3 > b';

/** A project to which a job was committed. */
async function committed(name: string): Promise<{ project: string; commit: string }> {
  const project = await bench.project(name, CONTENT);
  const { stderr } = await bench.commit(await bench.work(project, SCRIPT), project);
  return { project, commit: /c-[0-9a-z]{14}/.exec(stderr)?.[0] ?? stderr };
}

const list = async (): Promise<string[]> =>
  (await bench.cli.run(['undo', '--json'])).stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { commit: string }).commit);

test('lists the commits newest first, puts the old tree back by name, once', async () => {
  const [first, second] = [await committed('first'), await committed('second')];
  expect(await list()).toEqual([second.commit, first.commit]);
  const table = (await bench.cli.run(['undo'])).stdout;
  expect(table).toMatch(
    new RegExp(`^COMMIT .*\n${second.commit} .* ${second.project}\n${first.commit} .*\n$`),
  );
  const { exitCode, stderr } = await bench.cli.run(['undo', first.commit]);
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining(`layover: undid ${first.commit}`)]);
  const clean = await bench.project('clean', CONTENT);
  const names = async (path: string): Promise<string[]> => (await readdir(path, { recursive: true })).sort();
  expect(await names(first.project)).toEqual(await names(clean));
  expect(await readFile(`${first.project}/a`, 'utf8')).toBe('a\n');
  expect(await readFile(`${second.project}/b`, 'utf8')).toBe('3\n');
  expect(await list()).toEqual([second.commit]);
  const again = await bench.cli.run(['undo', first.commit]);
  expect([again.exitCode, again.stderr]).toEqual([125, expect.stringContaining('There is no commit')]);
});

test('refuses where somebody changed the target since, names each path, and touches nothing', async () => {
  const { project, commit } = await committed('changed');
  await writeFile(`${project}/a`, 'mine\n');
  await writeFile(`${project}/gone`, 'mine too\n');
  const before = await snapshotTree(project);
  const { exitCode, stderr } = await bench.cli.run(['undo', commit]);
  expect(exitCode).toBe(125);
  expect(stderr).toMatch(/^ +a: /m);
  expect(stderr).toMatch(/^ +gone: /m);
  expect(diffSnapshots(before, await snapshotTree(project))).toEqual([]);
  expect(await list()).toContain(commit);
});

test('what happened elsewhere in the target since stays', async () => {
  const { project, commit } = await committed('beside');
  await writeFile(`${project}/mine`, 'mine\n');
  expect((await bench.cli.run(['undo', commit])).exitCode).toBe(0);
  expect((await readdir(project)).sort()).toEqual(['a', 'b', 'gone', 'mine']);
});

test('gc forgets what was displaced after 14 days, not sooner', async () => {
  const [old, young] = [await committed('old'), await committed('young')];
  await backdate(old.commit, 15);
  await backdate(young.commit, 13);
  const dry = await bench.cli.run(['gc', '--dry-run']);
  expect(dry.stderr).toContain('would forget what 1 commit displaced');
  expect(await list()).toEqual(expect.arrayContaining([old.commit, young.commit]));
  expect((await bench.cli.run(['gc'])).stderr).toContain('forgot what 1 commit displaced');
  expect(await list()).toContain(young.commit);
  expect(await list()).not.toContain(old.commit);
  expect(await readdir(`${bench.cli.state}/commits`)).not.toContain(old.commit);
  expect(await readFile(`${old.project}/b`, 'utf8')).toBe('3\n');
  expect((await bench.cli.run(['undo', young.commit])).exitCode).toBe(0);
});

/** In its record: the clock is not ours to set. */
async function backdate(commit: string, days: number): Promise<void> {
  const folder = `${bench.cli.state}/commits/${commit}`;
  for (const name of await readdir(folder)) {
    const text = await readFile(`${folder}/${name}`, 'utf8').catch(() => '');
    if (!text.includes('"createdAt"')) continue;
    const then = new Date(Date.now() - days * DAY_MS).toISOString();
    await writeFile(`${folder}/${name}`, text.replace(/"createdAt":"[^"]*"/, `"createdAt":"${then}"`));
    return;
  }
  throw new Error(`Nothing in ${folder} has a date`);
}
