/** What a commit to a directory refuses unless it is told otherwise, and how it joins texts. */
import { existsSync } from 'node:fs';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { openProjectBench, type ProjectBench } from './project-fixture.js';

let bench: ProjectBench;

beforeAll(async () => {
  bench = await openProjectBench();
});
afterAll(async () => await bench[Symbol.asyncDispose]());

const PROTECTED = [
  '.git/hooks/pre-commit',
  'a/b/.git/config',
  'x.git/hooks/update',
  '.bashrc',
  'home/me/.profile',
  'home/me/.zshrc',
  'home/me/.config/fish/config.fish',
  'home/me/.ssh/authorized_keys',
  'home/me/.SSH/Authorized_Keys',
  'etc/sudoers',
  'etc/sudoers.d/x',
  'deep/etc/cron.d/x',
  'etc/crontab',
  'var/spool/cron/crontabs/root',
  'etc/systemd/system/x.service',
  'usr/lib/systemd/user/x.timer',
  'home/me/.config/systemd/user/x.service',
  'home/me/.config/autostart/x.desktop',
];
const PLAIN = [
  '.git/objects/ab/cd',
  '.github/workflows/x.yml',
  'src/hooks/x',
  'bashrc',
  'docs/sudoers.md',
  'cron.d.txt',
];

const writing = (paths: readonly string[]): string =>
  paths.map((path) => `mkdir -p "$(dirname ${path})"; echo x > ${path}`).join('\n');

describe('protected paths', () => {
  test('are refused by name at any depth, whatever else there is; nothing is committed', async () => {
    const project = await bench.project('protected', { first: 'a' });
    const job = await bench.work(project, writing([...PROTECTED, ...PLAIN]));
    const { exitCode, stderr } = await bench.commit(job, project);
    expect(exitCode).toBe(125);
    for (const path of PROTECTED) expect(stderr).toContain(`work/${path}: `);
    for (const path of PLAIN) expect(stderr).not.toContain(`work/${path}: `);
    expect(await readdir(project)).toEqual(['first']);
    expect((await bench.commit(job, project, '--allow-protected')).exitCode).toBe(0);
    for (const path of [...PROTECTED, ...PLAIN]) expect(existsSync(`${project}/${path}`), path).toBe(true);
  });

  test('are refused where the job deletes them, or makes .git a link', async () => {
    const project = await bench.project('unprotected', { '.git/config': 'x', 'sub/.git/HEAD': 'x' });
    const job = await bench.work(project, 'rm .git/config; rm -r sub/.git; ln -s /evil sub/.git');
    const { exitCode, stderr } = await bench.commit(job, project);
    expect([exitCode, stderr]).toEqual([
      125,
      expect.stringContaining('work/.git/config: git runs or obeys it'),
    ]);
    expect(stderr).toContain('work/sub/.git: git follows it to a repository');
    expect(existsSync(`${project}/.git/config`)).toBe(true);
  });

  test('do not keep plain paths out', async () => {
    const project = await bench.project('plain', {});
    expect((await bench.commit(await bench.work(project, writing(PLAIN)), project)).exitCode).toBe(0);
  });
});

const files = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`many/f${at}`, '']));

describe('the deletion guard', () => {
  test('lets 1,000 entries go, and not one more', async () => {
    const project = await bench.project('guarded', files(1_001));
    const job = await bench.work(project, 'rm many/f*');
    const { exitCode, stderr } = await bench.commit(job, project);
    expect([exitCode, stderr]).toEqual([
      125,
      expect.stringContaining('would delete 1001 entries of the target; 1000 are allowed'),
    ]);
    expect(await readdir(`${project}/many`)).toHaveLength(1_001);
    expect((await bench.commit(job, project, '--max-deletes', '1001')).exitCode).toBe(0);
    expect(await readdir(`${project}/many`)).toEqual([]);
    const small = await bench.project('small', files(1_000));
    expect((await bench.commit(await bench.work(small, 'rm many/f*'), small)).exitCode).toBe(0);
  });

  test('lets a fifth of a larger target go, and counts what lies in a directory that goes', async () => {
    const rest = Object.fromEntries(Array.from({ length: 4_400 }, (_, at) => [`rest/f${at}`, '']));
    const project = await bench.project('large', { ...files(1_050), ...rest });
    expect((await bench.commit(await bench.work(project, 'rm -r many'), project)).exitCode).toBe(0);
    const other = await bench.project('others', files(3));
    const job = await bench.work(other, 'rm -r many');
    expect((await bench.commit(job, other, '--max-deletes', '3')).stderr).toContain('would delete 4 entries');
    expect((await bench.commit(job, other, '--max-deletes', '4')).exitCode).toBe(0);
  });
});

describe('--merge', () => {
  const lines = (...words: readonly string[]): string => words.map((word) => `${word}\n`).join('');
  const TEXT = lines('one', 'two', 'three', 'four', 'five');

  test('joins what both sides changed in other lines', async () => {
    const project = await bench.project('merged', { text: TEXT });
    const job = await bench.work(project, 'sed -i s/one/ONE/ text');
    await writeFile(`${project}/text`, TEXT.replace('five', 'FIVE'));
    const plain = await bench.commit(job, project);
    expect([plain.exitCode, plain.stderr]).toEqual([125, expect.stringContaining('work/text')]);
    expect(await readFile(`${project}/text`, 'utf8')).toBe(TEXT.replace('five', 'FIVE'));
    const { exitCode, stderr } = await bench.commit(job, project, '--merge');
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('joined the lines of both sides in')]);
    expect(await readFile(`${project}/text`, 'utf8')).toBe(
      TEXT.replace('one', 'ONE').replace('five', 'FIVE'),
    );
  });

  test('reports a conflict where both changed the same line, and does nothing at all', async () => {
    const project = await bench.project('clash', { text: TEXT, other: 'x' });
    const job = await bench.work(project, 'sed -i s/three/ours/ text; echo y > other');
    await writeFile(`${project}/text`, TEXT.replace('three', 'theirs'));
    const { exitCode, stderr } = await bench.commit(job, project, '--merge');
    expect([exitCode, stderr]).toEqual([125, expect.stringContaining('text: ')]);
    expect(await readFile(`${project}/text`, 'utf8')).toBe(TEXT.replace('three', 'theirs'));
    expect(await readFile(`${project}/other`, 'utf8')).toBe('x');
  });

  test('leaves what is no text alone', async () => {
    const project = await bench.project('binary', { blob: Buffer.from(`\0${TEXT}`) });
    const job = await bench.work(project, 'sed -i s/one/ONE/ blob');
    await appendFile(`${project}/blob`, 'six\n');
    const { exitCode, stderr } = await bench.commit(job, project, '--merge');
    expect([exitCode, stderr]).toEqual([125, expect.stringContaining('blob: ')]);
    expect(await readFile(`${project}/blob`, 'utf8')).toBe(`\0${TEXT}six\n`);
  });
});
