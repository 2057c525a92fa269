/**
 * What every overlay driver must do, whoever runs it: the same operations over the same lowers show the job the same
 * view, give the same change list, and commit to the same tree. The list is spelled out once, here.
 */
import { execa } from 'execa';
import { expect, test } from 'vitest';
import type { JobRequest, Mode, Runner } from '../e2e/runner.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { copyTree, file, link, symlink, type TreeSpec, tree } from '../fixtures/tree.js';

export interface DriverUnderTest {
  readonly title: string;
  readonly mode: Mode;
  readonly spec: Pick<JobRequest['spec'], 'driver' | 'layersBy'>;
  open(): Promise<Runner>;
  /** The root file system that has the programs: the lowest lower. */
  makeRootfs(runner: Runner): Promise<string>;
}

const OLD = { mtimeNs: 1_500_000_000_000_000_001n };
const LOWER: TreeSpec = {
  'srv/edit': file('edit', { ...OLD, xattrs: { 'user.k': 'v' } }),
  'srv/gone': file('gone', OLD),
  'srv/hidden-below': file('upper layer', OLD),
  'srv/moved': file('moved', { ...OLD, mode: 0o600 }),
  'srv/same': file('same', OLD),
  'srv/directory/a': file('a', OLD),
  'srv/directory/sub/b': file('b', OLD),
  'srv/replaced/x': file('x', OLD),
  'srv/file': file('file', OLD),
  'srv/link': symlink('edit', OLD),
  'srv/deleted/deep/er': file('er', OLD),
};
const SECOND: TreeSpec = {
  'srv/hidden-below': file('lower layer', OLD),
  'srv/directory/from-second': file('2', OLD),
  'srv/replaced/y': file('y', OLD),
  'srv/one': file('both', OLD),
  'srv/two': link('srv/one'),
};

const SCRIPT = `cd /srv
cat hidden-below directory/from-second directory/a; readlink link
printf more >>edit; rm gone hidden-below; mv moved there; chmod 640 same; probe setxattr same user.new n
printf new >new; ln new newer; ln -s nowhere pointer; ln -sfn same link; mkfifo pipe
rm -r replaced; printf f >replaced; rm file; mkdir file; printf in >file/in
rm -r directory; mkdir directory; printf fresh >directory/fresh
rm -r deleted; mkdir -p made/in; printf deep >made/in/deep; mv made/in made/out; rm two
printf odd >"$(printf 'odd\\n\\377:,\\\\name')"; truncate -s 100000 holes
probe openrw one; mv one x; mv x one
ls -A . directory file made; cat edit newer; wc -c holes
find . ! -type d -newermt 2020-01-01 -exec touch -h -d '2019-05-05 05:05:05.987654321' {} +
`;

const CHANGES: readonly string[] = [
  'deleted srv/deleted',
  'deleted srv/directory/a',
  'added srv/directory/fresh',
  'deleted srv/directory/from-second',
  'deleted srv/directory/sub',
  'modified srv/edit',
  'replaced srv/file',
  'added srv/file/in',
  'deleted srv/gone',
  'deleted srv/hidden-below',
  'added srv/holes',
  'modified srv/link',
  'added srv/made',
  'added srv/made/out',
  'added srv/made/out/deep',
  'deleted srv/moved',
  'added srv/new',
  'added srv/newer',
  'added srv/odd',
  'added srv/pipe',
  'added srv/pointer',
  'replaced srv/replaced',
  'metadata srv/same',
  'added srv/there',
  'deleted srv/two',
];

const PRINTED = 'upper layer2aedit\n';

async function makeLowers(
  driver: DriverUnderTest,
  runner: Runner,
): Promise<[top: string, second: string, rootfs: string]> {
  const rootfs = await driver.makeRootfs(runner);
  const [top, second] = [runner.dir.join('top'), runner.dir.join('second')];
  await execa('mkdir', ['-m', '755', top, second]);
  await tree(top, LOWER);
  await tree(second, SECOND);
  await execa('chown', ['-Rh', `${runner.uid}:${runner.uid}`, top, second, rootfs]);
  return [top, second, rootfs];
}

/** What the lowers show together, made without an overlay. */
async function flatten(lowers: readonly string[], target: string): Promise<string> {
  const [lowest = '', ...others] = [...lowers].reverse();
  await copyTree(lowest, target);
  for (const lower of others) await execa('cp', ['-a', '--remove-destination', `${lower}/.`, target]);
  return target;
}

function runScript(driver: DriverUnderTest, script: string): JobRequest['spec'] {
  return { ...driver.spec, command: ['sh', '-e', '-c', script] };
}

export function testOverlayDriver(driver: DriverUnderTest): void {
  test(`${driver.title} shows the view, lists the changes and commits the tree that all drivers do`, async () => {
    await using runner = await driver.open();
    const lowers = await makeLowers(driver, runner);
    const before = await Promise.all(lowers.map((lower) => snapshotTree(lower, { exact: true })));
    const committed = await flatten(lowers, runner.dir.join('committed'));
    const expected = await flatten(lowers, runner.dir.join('expected'));
    const [job] = await runner.run({ spec: runScript(driver, SCRIPT), lowers, commit: { to: committed } });

    expect(job?.failure).toBe(undefined);
    expect(job).toMatchObject({
      stderr: '',
      result: { outcome: { kind: 'exited', exitCode: 0 }, receipt: driver.spec },
    });
    expect(job?.stdout.startsWith(PRINTED)).toBe(true);
    expect(job?.changes.map(lineOf)).toEqual(CHANGES);
    await applyNatively(runner, expected);
    expect(diffSnapshots(await snapshotTree(expected), await snapshotTree(committed))).toEqual([]);
    for (const [index, lower] of lowers.entries()) {
      const was = before[index] as Snapshot;
      expect(diffSnapshots(was, await snapshotTree(lower, { exact: true }))).toEqual([]);
    }
  });

  test(`${driver.title} has no changes where a job made none`, async () => {
    await using runner = await driver.open();
    const lowers = await makeLowers(driver, runner);
    const scripts = [
      'ls -lR /srv',
      'cd /srv; mv edit x; mv x edit',
      'cd /srv; probe openrw edit; chmod 600 moved; mkdir x; rmdir x; echo >/tmp/x',
    ];
    const answers = await runner.run(
      ...scripts.map((script) => ({ spec: runScript(driver, script), lowers })),
    );
    expect(answers.map(({ failure, stderr, changes }) => ({ failure, stderr, changes }))).toEqual(
      scripts.map(() => ({ stderr: '', changes: [] })),
    );
  });

  test(`${driver.title} takes lowers by any name, and the same one twice`, async () => {
    await using runner = await driver.open();
    const rootfs = await driver.makeRootfs(runner);
    const names = ['a:b', 'a,b', 'a\\b', 'a b', 'a\nb', 'a=b', '-o', '"', "'", '$x', '#', '@layers'].map(
      (name) => Buffer.from(runner.dir.join(name)),
    );
    const paths = [
      ...names,
      Buffer.concat([Buffer.from(`${runner.dir.path}/`), Buffer.from([0xff, 0xfe, 0x3a])]),
    ];
    const { mkdir, writeFile } = await import('node:fs/promises');
    for (const [index, path] of paths.entries()) {
      await mkdir(path, { mode: 0o755 });
      await writeFile(Buffer.concat([path, Buffer.from(`/from-${index}`)]), String(index));
    }
    await execa('chown', ['-R', `${runner.uid}:${runner.uid}`, runner.dir.path]);
    const spec = runScript(
      driver,
      `cat ${paths.map((_, index) => `/from-${index}`).join(' ')}; rm /from-0; echo >>/from-1; mkdir /new`,
    );
    const [job] = await runner.run({ spec, lowers: [...paths, paths[0] ?? '', rootfs] });
    expect(job?.failure).toBe(undefined);
    expect(job).toMatchObject({ stderr: '', stdout: paths.map((_, index) => index).join('') });
    expect(job?.changes.map(lineOf)).toEqual(['deleted from-0', 'modified from-1', 'added new']);
  });
}

/** A name that other layers' formats take for a mark: fuse-overlayfs refuses it (EINVAL), all others keep it as it is. */
export function testWhiteoutNames(driver: DriverUnderTest): void {
  const isRefused = driver.spec.driver === 'fuse';
  test(`${driver.title} ${isRefused ? 'refuses' : 'keeps'} a file that is called .wh.name`, async () => {
    await using runner = await driver.open();
    const rootfs = await driver.makeRootfs(runner);
    await execa('chown', ['-R', `${runner.uid}:${runner.uid}`, runner.dir.path]);
    const [job] = await runner.run({
      spec: runScript(driver, 'printf x >/srv/.wh.etc; printf y >/srv/.wh..wh..opq'),
      lowers: [rootfs],
    });
    expect(job?.failure).toBe(undefined);
    expect(job?.changes.map(lineOf)).toEqual(
      isRefused ? [] : ['added srv/.wh..wh..opq', 'added srv/.wh.etc'],
    );
  });
}

// The name with every odd byte is no text, so it comes as base64.
function lineOf({ change, path }: { readonly change: string; readonly path?: string }): string {
  return `${change} ${path ?? 'srv/odd'}`;
}

async function applyNatively(runner: Runner, root: string): Promise<void> {
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
    `umask 022; ${SCRIPT}`,
  ]);
  expect(done).toMatchObject({ stderr: '', exitCode: 0 });
}
