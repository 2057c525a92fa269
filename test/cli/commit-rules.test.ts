/** `allow` and `deny` of a definition: what breaks them keeps the whole commit out, by every way there is. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { openProjectBench, type ProjectBench } from './project-fixture.js';

let bench: ProjectBench;

beforeAll(async () => {
  bench = await openProjectBench();
});
afterAll(async () => await bench[Symbol.asyncDispose]());

interface Case {
  readonly rules: string;
  readonly good: string;
  readonly bad: string;
  /** What a refusal names. */
  readonly named: readonly string[];
  /** What it does not. */
  readonly unnamed: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  'dist/** only': {
    rules: 'allow: ["dist/**"]',
    good: 'mkdir -p dist/deep; echo 1 > dist/a; echo 2 > dist/deep/b',
    bad: 'mkdir -p dist; echo 1 > dist/a; echo 1 > stray; rm old; mkdir other; echo 1 > other/x',
    named: ['work/stray', 'work/old', 'work/other', 'work/other/x'],
    unnamed: ['work/dist'],
  },
  'nothing executable elsewhere': {
    rules: 'deny: [{what: executable, except: ["bin/**"]}]',
    good: 'mkdir bin; echo 1 > bin/tool; chmod 755 bin/tool; echo 1 > plain',
    bad: 'mkdir bin; echo 1 > bin/tool; echo 1 > tool; chmod 755 bin/tool tool; chmod 700 old',
    named: ['work/tool: it can be executed', 'work/old: it can be executed'],
    unnamed: ['work/bin/tool'],
  },
  'no new dotfiles': {
    rules: 'deny: [{what: dotfile}]',
    good: 'echo more >> .old; echo 1 > a.b',
    bad: 'mkdir -p a/.hidden; echo 1 > .new; echo more >> .old',
    named: ['work/.new', 'work/a/.hidden'],
    unnamed: ['work/.old'],
  },
  'no links leading out': {
    rules: 'deny: [{what: link-outside}]',
    good: 'mkdir -p a/b; ln -s ../../old a/b/in; ln -s missing dangling; ln -s /work/old here',
    bad: 'mkdir a; ln -s ../../etc/passwd a/up; ln -s /etc/passwd absolute; ln -s a/../../x round; ln -s old fine',
    named: ['work/a/up', 'work/absolute', 'work/round'],
    unnamed: ['work/fine'],
  },
  'size of one file': {
    rules: 'deny: [{size: 10K}]',
    good: 'head -c 10240 /dev/zero > ten',
    bad: 'head -c 10241 /dev/zero > more; echo 1 > little',
    named: ['work/more: '],
    unnamed: ['work/little'],
  },
  'size of all': {
    rules: 'deny: [{paths: ["big/**"], total: 10K}]',
    good: 'mkdir big; head -c 5120 /dev/zero > big/a; head -c 5120 /dev/zero > big/b; head -c 90000 /dev/zero > other',
    bad: 'mkdir big; head -c 5120 /dev/zero > big/a; head -c 5121 /dev/zero > big/b',
    named: ['work/big/b, and others: '],
    unnamed: [],
  },
  'setuid, even where it would be taken away': {
    rules: 'deny: [{what: setuid}]',
    good: 'echo 1 > a; chmod 755 a',
    bad: 'echo 1 > a; chmod 4755 a',
    named: ['work/a: '],
    unnamed: [],
  },
};

const CONTENT = { old: 'old\n', '.old': 'old\n' };

describe.each(Object.entries(CASES))('%s', (name, { rules, good, bad, named, unnamed }) => {
  const folder = name.replaceAll(/[^a-z]/g, '');

  test('what keeps it is committed', async () => {
    const project = await bench.project(`${folder}-good`, CONTENT);
    const { exitCode, stderr } = await bench.commit(await bench.work(project, good, rules), project);
    expect(stderr).toContain('layover: committed');
    expect(exitCode).toBe(0);
  });

  test('what breaks it is refused with 125 and the paths, and nothing is committed', async () => {
    const project = await bench.project(`${folder}-bad`, CONTENT);
    const job = await bench.work(project, bad, rules);
    const { exitCode, stderr } = await bench.commit(job, project);
    for (const words of named) expect(stderr).toContain(words);
    for (const words of unnamed) expect(stderr).not.toContain(words);
    expect(stderr).toContain('the rules of the sandbox; nothing was committed');
    expect(exitCode).toBe(125);
    expect((await readdir(project)).sort()).toEqual(['.old', 'old']);
  });
});

describe('a commit of another kind', () => {
  const [kept, broken] = ['mkdir dist; echo 1 > dist/a', 'mkdir dist; echo 1 > dist/a; echo 1 > stray'];
  const rules = 'allow: ["dist/**"]';

  const FORMS: Readonly<Record<string, (place: string) => string[]>> = {
    tar: (place) => ['--tar', place],
    layer: (place) => ['--from', '/work', '--layer', basename(place)],
    oci: (place) => ['--from', '/work', '--oci', `${place}:v1`],
  };

  for (const [form, wordsFor] of Object.entries(FORMS)) {
    test(`to --${form} keeps the rules too`, async () => {
      const project = await bench.project(`other-${form}`, CONTENT);
      const [good, bad] = [bench.dir.join(`good-${form}`), bench.dir.join(`bad-${form}`)];
      const taken = await bench.cli.run([
        'commit',
        await bench.work(project, kept, rules),
        ...wordsFor(good),
      ]);
      expect([taken.exitCode, taken.stderr]).toEqual([0, expect.stringContaining('layover: committed')]);
      const job = await bench.work(project, broken, rules);
      const refused = await bench.cli.run(['commit', job, ...wordsFor(bad)]);
      expect(refused.exitCode).toBe(125);
      expect(refused.stderr).toContain('work/stray: only what `allow` names may change');
      expect(existsSync(good)).toBe(form !== 'layer');
      expect(existsSync(bad)).toBe(false);
      const layers = (await bench.cli.run(['layer', 'ls'])).stdout;
      expect(layers).not.toContain(`bad-${form}`);
      if (form === 'layer') expect(layers).toContain(`good-${form}`);
    });
  }

  test('on success is refused as well, and --except leaves out what breaks them', async () => {
    const project = await bench.project('excepted', CONTENT);
    const job = await bench.work(project, broken, rules);
    expect((await bench.commit(job, project, '--except', 'work/stray')).exitCode).toBe(0);
    expect((await readdir(project)).sort()).toEqual(['.old', 'dist', 'old']);
    const own = bench.dir.join('sandbox.yaml');
    const words = [
      '--sandbox',
      own,
      '--project',
      project,
      '--on-success',
      'commit',
      '--from',
      '/work',
      '--to',
      project,
    ];
    const { exitCode, stderr } = await bench.cli.run(['run', ...words, '--', 'sh', '-c', 'echo 1 > stray']);
    expect([exitCode, stderr]).toEqual([125, expect.stringMatching(/work\/stray[^]*kept j-/)]);
    expect(existsSync(`${project}/stray`)).toBe(false);
  });
});
