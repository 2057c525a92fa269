/** Git over the whole machine: what it makes can be committed, and is as good outside as it was inside. */
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { hasPrograms } from '../fixtures/programs.js';
import { skipUnless } from '../fixtures/requirements.js';
import { CALLERS, Site } from './installs.js';

const GIT = `export GIT_AUTHOR_NAME=n GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=n GIT_COMMITTER_EMAIL=a@b
export GIT_AUTHOR_DATE='2026-01-02T03:04:05Z' GIT_COMMITTER_DATE='2026-01-02T03:04:05Z'
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=protocol.file.allow GIT_CONFIG_VALUE_0=always
`;
const FILES = 100;
/** Git takes no file as known that is younger than its index. */
const REPOSITORY = `${GIT}
git init -q repo; cd repo; i=0
while [ $i -lt ${FILES} ]; do echo $i > f$i; i=$((i+1)); done
find . -name 'f*' | xargs touch -d '1 hour ago'
git add .; git commit -qm one`;
/** It holds what the file system made of each file. */
const VOLATILE = /(^|\/)index$/;

const gitTest = skipUnless(hasPrograms('git'), 'needs git');

describe.each(CALLERS)('git run by $name over the whole machine', (caller) => {
  let site: Site;
  beforeAll(async () => {
    site = await Site.open(caller);
  });
  afterAll(async () => {
    await site[Symbol.asyncDispose]();
  });

  gitTest('init, mv, stash, a worktree and a submodule are committed as they would be natively', async () => {
    const install = `${GIT}
      git init -q lib; cd lib; echo lib > lib.c; git add .; git commit -qm lib; cd ..
      cd repo; git mv f1 moved; git commit -qm moved; echo x >> f2; git stash -q
      git worktree add -q ../tree -b other; git submodule --quiet add "$PWD/../lib" sub; git commit -qm sub
      git status --porcelain; git -C ../tree status --porcelain`;
    const done = await site.compare({
      prepare: REPOSITORY,
      install,
      volatile: VOLATILE,
      commitOptions: ['--allow-protected'],
    });
    expect(done.run.stderr).not.toMatch(/fatal|error/);
    expect(done.run.stdout).toBe('');
    expect(done.changedByRun).toEqual([]);
    expect(done.commit.exitCode, done.commit.stderr).toBe(0);
    expect(done.differences).toEqual([]);
    const check = `${GIT} cd repo; git status --porcelain; git fsck --strict 2>&1; git -C ../tree status --porcelain
      git -C sub status --porcelain; git stash pop -q; git status --porcelain; git worktree list | wc -l; cat sub/lib.c moved`;
    expect(await site.native(check)).toBe(' M f2\n2\nlib\n1');
  });

  gitTest(
    'a repository that came into being has a configuration and hooks, which are protected',
    async () => {
      await site.fresh(':');
      const run = await site.job('git init -q -b master repo; echo "exit 1" > repo/.git/hooks/pre-commit');
      const refused = await site.commit(run);
      expect(refused.exitCode).toBe(125);
      expect(refused.stderr).toMatch(/repo\/\.git\/config: git runs or obeys it/);
      expect(refused.stderr).toMatch(/repo\/\.git\/hooks\/pre-commit: git runs or obeys it/);
      expect(refused.stderr).toMatch(/--allow-protected/);
      expect(await site.native('ls -A')).toBe('');
      expect((await site.commit(run, '--allow-protected')).exitCode).toBe(0);
      expect(
        await site.native('git -C repo status --porcelain --branch; cat repo/.git/hooks/pre-commit'),
      ).toBe('## No commits yet on master\nexit 1');
    },
  );

  gitTest('a commit of Git needs no leave, and the index knows all files but the changed ones', async () => {
    await site.fresh(REPOSITORY);
    const run = await site.job(
      `${GIT} cd repo; echo new > f3; git mv f4 g4; git commit -qam two; git status --porcelain`,
    );
    expect(run.stderr).not.toMatch(/fatal|error/);
    const commit = await site.commit(run);
    expect(commit.exitCode, commit.stderr).toBe(0);
    // Plumbing, which does not look into files: whatever the index does not know by its status, it names.
    const unknown = await site.native('git -C repo diff-files --name-only');
    expect(unknown.split('\n').filter(Boolean).length).toBeLessThanOrEqual(2);
    expect(unknown.replaceAll(/^(f3|g4)$/gm, '').trim()).toBe('');
    expect(await site.native('cd repo; git status --porcelain; git log --oneline | wc -l')).toBe('2');
    // The control: times of all files do invalidate it. Not the present one: Git may compare seconds only.
    const all = await site.native('cd repo; touch -d "2 hours ago" f*; git diff-files --name-only | wc -l');
    expect(Number(all)).toBe(FILES - 1);
  });
});
