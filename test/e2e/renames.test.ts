import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { copyTree, file, link, tree } from '../fixtures/tree.js';
import { MODES, openRunner, type Runner } from './runner.js';

async function makeLower(runner: Runner): Promise<string> {
  const lower = await buildRootfs(runner.dir.join('lower'));
  await tree(lower, {
    'srv/tree/a': file('a', { mode: 0o640 }),
    'srv/tree/deep/b': 'b',
    'srv/one': 'both',
    'srv/two': link('srv/one'),
  });
  await execa('chown', ['-Rh', `${runner.uid}:${runner.uid}`, lower]);
  return lower;
}

const sh = (script: string) => ({ command: ['sh', '-e', '-c', script] });

describe('a directory that comes from a lower', () => {
  rootTest('is renamed by rename(2), again and again, and no mark leaves the upper', async () => {
    await using runner = await openRunner('root');
    const lower = await makeLower(runner);
    const committed = await copyTree(lower, runner.dir.join('committed'));
    const script =
      'cd /srv; probe rename tree t2; mkdir in; probe rename t2 in/t3; probe rename in/t3/deep deep; mkdir tree; echo >tree/new; probe rename in/t3 t4; probe exchange t4 deep';
    const [job] = await runner.run({
      spec: sh(script),
      lowers: [lower],
      commit: { to: committed, faithful: true },
    });
    expect(job?.failure).toBe(undefined);
    expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual([
      'added srv/deep',
      'added srv/deep/a',
      'added srv/in',
      'added srv/t4',
      'added srv/t4/b',
      'deleted srv/tree/a',
      'deleted srv/tree/deep',
      'added srv/tree/new',
    ]);
    const entries = [...(await snapshotTree(committed)).entries];
    expect(entries.filter(([, entry]) => Object.keys(entry.xattrs).length > 0)).toEqual([]);
    expect(entries.find(([path]) => path === 'srv/deep/a')?.[1]).toMatchObject({ mode: 0o640, type: 'file' });
  });

  rootTest('is moved by git mv as it is natively', async () => {
    await using runner = await openRunner('root');
    const lower = await makeLower(runner);
    const repository = `${lower}/srv`;
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org'];
    await execa('git', ['-C', repository, 'init', '-q']);
    await execa('git', ['-C', repository, 'add', '.']);
    await execa('git', ['-C', repository, ...identity, 'commit', '-qm', 'first']);
    const committed = await copyTree(lower, runner.dir.join('committed'));
    const script =
      'cd /srv; git -c safe.directory=* mv tree branch; git -c safe.directory=* status --porcelain';
    const [job] = await runner.run({
      spec: sh(script),
      lowers: [lower],
      commit: { to: committed, faithful: true },
    });
    expect(job).toMatchObject({
      stderr: '',
      stdout: 'R  tree/a -> branch/a\nR  tree/deep/b -> branch/deep/b\n',
    });
    const { stdout } = await execa('git', [
      '-c',
      'safe.directory=*',
      '-C',
      `${committed}/srv`,
      'status',
      '--porcelain',
    ]);
    expect(stdout).toBe('R  tree/a -> branch/a\nR  tree/deep/b -> branch/deep/b');
  });

  for (const mode of MODES.filter((one) => one !== 'root')) {
    test(`is not renamed by rename(2) but by mv, as ${mode}: the kernel says EXDEV`, async () => {
      await using runner = await openRunner(mode);
      const lower = await makeLower(runner);
      const [job] = await runner.run({
        spec: sh('cd /srv; probe rename tree t2 || :; mv tree t3'),
        lowers: [lower],
      });
      expect(job?.stderr).toBe('rename: EXDEV\n');
      expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual([
        'added srv/t3',
        'added srv/t3/a',
        'added srv/t3/deep',
        'added srv/t3/deep/b',
        'deleted srv/tree',
      ]);
    });
  }
});

// A limit of the kernel's (overlayfs.rst, "Non-standard behavior"): index=on would keep the group, at a price.
test('a written name leaves the link group it had in a lower, and the diff says so', async () => {
  await using runner = await openRunner(MODES[0] ?? 'root');
  const lower = await makeLower(runner);
  const [job] = await runner.run({ spec: sh('printf more >>/srv/one; cat /srv/two'), lowers: [lower] });
  expect(job).toMatchObject({ stdout: 'both' });
  expect(job?.changes.map(({ change, path }) => `${change} ${path}`)).toEqual(['modified srv/one']);
});

test('a job that changed nothing has no changes', async () => {
  for (const mode of MODES) {
    await using runner = await openRunner(mode);
    const lower = await makeLower(runner);
    const before = await snapshotTree(lower, { exact: true });
    const scripts = [
      ':',
      'cd /srv/tree; mv a x; mv x a',
      'cd /srv; mv tree x; mv x tree',
      'probe openrw /etc/passwd; probe openrw /srv/tree/a',
      'chmod 640 /srv/tree/a; chmod 755 /srv/tree',
      'chown 0:0 /srv/tree /srv/tree/a',
      'echo >/srv/new; rm /srv/new; mkdir /srv/d; rmdir /srv/d',
      'touch -r /srv/tree/a /srv/tree/a',
      'probe setxattr /srv/tree/a user.k v; probe removexattr /srv/tree/a user.k',
      'cp -a /srv/tree/a /srv/c; rm /srv/tree/a; mv /srv/c /srv/tree/a',
      'echo >/tmp/x; echo >/run/x; echo >/dev/shm/x',
    ];
    const answers = await runner.run(...scripts.map((script) => ({ spec: sh(script), lowers: [lower] })));
    expect(
      answers.map(({ failure, stderr, changes }, index) => ({
        script: scripts[index],
        failure,
        stderr,
        changes,
      })),
    ).toEqual(scripts.map((script) => ({ script, failure: undefined, stderr: '', changes: [] })));
    expect(diffSnapshots(before, await snapshotTree(lower, { exact: true }))).toEqual([]);
  }
});

test('what is committed has the times that the job saw', async () => {
  for (const mode of MODES) {
    await using runner = await openRunner(mode);
    const lower = await makeLower(runner);
    const committed = await copyTree(lower, runner.dir.join('committed'));
    const list = `find /srv ! -type d -printf '%P %T@\\n' | sort`;
    const script = `cd /srv; echo x >new; ln -s x pointer; mkfifo pipe; echo y >>tree/a; mv tree branch; ${list}`;
    const [job] = await runner.run({ spec: sh(script), lowers: [lower], commit: { to: committed } });
    const { stdout } = await execa('sh', ['-c', `find srv ! -type d -printf '%P %T@\\n' | sort`], {
      cwd: committed,
    });
    expect(job?.stdout).toBe(`${stdout}\n`);
  }
});
