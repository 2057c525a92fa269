import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { rawFromText } from '#src/base/bytes-path.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { copyTree, fifo, file, link, symlink, type TreeSpec, tree } from '../fixtures/tree.js';
import { MODES, type Mode, openRunner, type Runner } from './runner.js';

const LONG_AGO = { mtimeNs: 1_500_000_000_123_456_789n };

/** What /srv of the root file system holds before a job; `other` is an owner beside the runner's own. */
function baseTree(uid: number, other: number): TreeSpec {
  const own = { ...LONG_AGO, uid, gid: uid };
  return {
    'srv/edit': file('one\ntwo\n', own),
    'srv/grow': file('x'.repeat(70_000), own),
    'srv/gone': file('gone', own),
    'srv/moved': file('moved', { ...own, xattrs: { 'user.kept': 'yes' } }),
    'srv/modes': file('modes', own),
    'srv/owned': file('owned', { ...LONG_AGO, uid: other, gid: other }),
    'srv/marked': file('marked', { ...own, xattrs: { 'user.old': '1', 'user.stays': '2' } }),
    'srv/linked-a': file('linked', own),
    'srv/linked-b': link('srv/linked-a'),
    'srv/linked-c': link('srv/linked-a'),
    'srv/pointer': symlink('edit', own),
    'srv/pipe': fifo(own),
    'srv/to-file': { uid, gid: uid },
    'srv/to-file/a': file('a', own),
    'srv/to-directory': file('file', own),
    'srv/remade': { uid, gid: uid },
    'srv/remade/old': file('old', own),
    'srv/remade/same': file('same', own),
    'srv/tree': { uid, gid: uid, mode: 0o750 },
    'srv/tree/a': file('a', own),
    'srv/tree/deep': { uid, gid: uid },
    'srv/tree/deep/er': { uid, gid: uid },
    'srv/tree/deep/er/b': file('b', own),
    'srv/tree/deep/er/c': symlink('../../a', own),
    'srv/wiped': { uid, gid: uid },
    'srv/wiped/one': { uid, gid: uid },
    'srv/wiped/one/two': { uid, gid: uid },
    'srv/wiped/one/two/three': file('3', own),
  };
}

const COMMON = `
cd /srv
printf 'three\\n' >>edit; printf tail >>grow; : >empty; printf new >new; rm gone
mkdir -p made/in/side; printf deep >made/in/side/file
mv moved renamed; probe rename new newer
chmod 600 modes; chmod 2711 tree; chmod 4755 edit
probe setxattr marked user.new 3; probe removexattr marked user.old; probe setxattr edit user.edit e
rm linked-b
printf 1 >fresh-a; ln fresh-a fresh-b; ln -s nowhere dangling; ln -sfn grow pointer
rm pipe; mkfifo pipe2; chmod 640 pipe2; probe mknod-socket socket
rm -r to-file; printf file >to-file; rm to-directory; mkdir to-directory; printf in >to-directory/in
rm -r remade; mkdir remade; printf same >remade/same; printf fresh >remade/fresh
mkdir swap; printf s >swap/s; mv swap made/; mv made/in made/out
rm -r wiped/one; printf hole >holes; truncate -s 200000 holes
printf -- - >"$(printf 'new\\nline')"; printf - >"$(printf 'bad\\377')"; printf - >.hidden
`;
const RENAMES: Readonly<Record<Mode, string>> = {
  root: 'probe rename tree branch; mkdir deeper; probe rename branch/deep deeper/moved; printf x >deeper/moved/x; probe rename branch deeper/branch',
  single: 'mv tree branch; printf x >branch/deep/x',
  ranges: 'mv tree branch; printf x >branch/deep/x',
};
const OWNERS =
  'chown 1000:1000 renamed; chown 0:1000 owned; chown -h 1000:0 dangling; mkdir shared; chown 1000:1000 shared; chmod 2775 shared';
// Whatever was written has the same time in both runs, to the nanosecond.
const SETTLE = `find /srv ! -type d -newermt 2020-01-01 -exec touch -h -d '2019-05-05 05:05:05.987654321' {} +`;

const scriptFor = (mode: Mode): string =>
  [COMMON, RENAMES[mode], mode === 'single' ? ':' : OWNERS, SETTLE].join('\n');

async function makeLower(runner: Runner): Promise<string> {
  const lower = await buildRootfs(runner.dir.join('lower'));
  await execa('chown', ['-Rh', `${runner.uid}:${runner.uid}`, lower]);
  return await tree(lower, baseTree(runner.uid, runner.otherId ?? runner.uid));
}

/** The same script without layover: in a chroot of a copy. */
async function runNatively(runner: Runner, root: string, script: string): Promise<void> {
  const maps = runner.mode === 'ranges' ? ['--map-auto'] : [];
  const namespace = runner.mode === 'root' ? [] : ['unshare', '--user', '--map-root-user', ...maps];
  const done = await runner.exec([
    ...namespace,
    'env',
    '-i',
    'PATH=/usr/sbin:/usr/bin',
    'chroot',
    root,
    'sh',
    '-e',
    '-c',
    `umask 022; ${script}`,
  ]);
  expect(done).toMatchObject({ stderr: '', exitCode: 0 });
}

const LIST: Readonly<Record<string, string>> = {
  '.hidden': 'added',
  dangling: 'added',
  edit: 'modified',
  empty: 'added',
  'fresh-a': 'added',
  'fresh-b': 'added',
  gone: 'deleted',
  grow: 'modified',
  holes: 'added',
  'linked-b': 'deleted',
  made: 'added',
  'made/out/side/file': 'added',
  'made/swap/s': 'added',
  marked: 'metadata',
  modes: 'metadata',
  moved: 'deleted',
  'new\nline': 'added',
  newer: 'added',
  pipe: 'deleted',
  pipe2: 'added',
  pointer: 'modified',
  'remade/fresh': 'added',
  'remade/old': 'deleted',
  renamed: 'added',
  socket: 'added',
  'to-directory': 'replaced',
  'to-directory/in': 'added',
  'to-file': 'replaced',
  tree: 'deleted',
  'wiped/one': 'deleted',
};

describe('a job over a root file system', () => {
  for (const mode of MODES) {
    test(`changes it as the same script does natively, as ${mode}`, async () => {
      await using runner = await openRunner(mode);
      const lower = await makeLower(runner);
      const [native, committed] = [runner.dir.join('native'), runner.dir.join('committed')];
      await copyTree(lower, native);
      await copyTree(lower, committed);
      const before = await snapshotTree(lower, { exact: true });
      const script = scriptFor(mode);
      const commit = { to: committed, faithful: true };
      const [job] = await runner.run({
        spec: { command: ['sh', '-e', '-c', script] },
        lowers: [lower],
        commit,
      });
      await runNatively(runner, native, script);

      expect(job?.failure).toBe(undefined);
      expect(job).toMatchObject({
        stderr: '',
        result: { outcome: { kind: 'exited', exitCode: 0 }, receipt: { driver: 'kernel' } },
      });
      const list = Object.fromEntries(job?.changes.map(({ path, change }) => [path, change]) ?? []);
      expect(list).toMatchObject(
        Object.fromEntries(Object.entries(LIST).map(([path, kind]) => [`srv/${path}`, kind])),
      );
      expect(diffSnapshots(await snapshotTree(native), await snapshotTree(committed))).toEqual([]);
      expect(diffSnapshots(before, await snapshotTree(lower, { exact: true }))).toEqual([]);
    });

    test(`lists exactly what differs natively, as ${mode}`, async () => {
      await using runner = await openRunner(mode);
      const lower = await makeLower(runner);
      const native = await copyTree(lower, runner.dir.join('native'));
      const script = scriptFor(mode);
      const [job] = await runner.run({ spec: { command: ['sh', '-e', '-c', script] }, lowers: [lower] });
      await runNatively(runner, native, script);
      const [before, after] = [await snapshotTree(lower), await snapshotTree(native)];
      const { expectedLines } = await import('../diff/oracle.js');
      const expected = expectedLines(before, after).map((line) => line.split(' = ')[0]);
      const nameOf = (change: { path?: string; pathBase64?: string }): string =>
        change.path === undefined
          ? Buffer.from(change.pathBase64 ?? '', 'base64').toString('latin1')
          : rawFromText(change.path);
      expect(job?.changes.map((change) => `${change.change} ${JSON.stringify(nameOf(change))}`)).toEqual(
        expected,
      );
    });
  }
});
