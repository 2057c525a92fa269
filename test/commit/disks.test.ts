/** Targets on disks of their own that are full, read-only, or another one than the state directory's. */
import { mkdir, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect } from 'vitest';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { absent, copyTree, type TreeSpec, tree } from '../fixtures/tree.js';

const SCRIPT = fileURLToPath(new URL('on-disk.sh', import.meta.url));
const COMMIT = fileURLToPath(new URL('commit-to.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));

const BASE: TreeSpec = { f: 'base', 'd/gone': 'base', kept: 'kept' };
const OLD = ['target', 'target/d', 'target/d/gone', 'target/f', 'target/kept', 'target/lost+found'];

interface Disk {
  readonly options?: string;
  /** Shell, in the disk's root. */
  readonly fill?: string;
  readonly job: TreeSpec;
  readonly size?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function commitOn({ options = 'rw', fill = 'true', size = '16M', env = {}, job }: Disk) {
  await using dir = await tempDir();
  for (const name of ['base', 'home', 'home/commits', 'home/attach', 'job']) await mkdir(dir.join(name));
  await tree(dir.join('base'), BASE);
  await copyTree(dir.join('base'), dir.join('upper'));
  await tree(dir.join('upper'), job);
  const words = ['-m', '--propagation', 'private', 'sh', SCRIPT, dir.path, size, options, fill];
  const command = [process.execPath, COMMIT, DIST, dir.path, dir.join('mount/target')];
  const { stdout } = await execa('unshare', [...words, ...command], { env });
  const [answer = '', ...lines] = stdout.split('\n');
  return {
    answer: JSON.parse(answer) as Record<string, unknown>,
    found: lines.filter((line) => line.startsWith('found ')).map((line) => line.slice(6)),
    content: lines.at(-1),
    leftovers: lines.filter((line) => line.includes('layover')),
    journals: await readdir(dir.join('home/commits')),
  };
}

const JOB: TreeSpec = { f: 'job', 'd/gone': absent(), more: 'x'.repeat(200_000) };

rootTest('a target on another file system than the state directory is changed all the same', async () => {
  const { answer, found, content, journals } = await commitOn({ job: JOB });
  expect(answer).toMatchObject({ applied: 3, commit: expect.any(String) });
  expect([found, content]).toEqual([['target', 'target/d', 'target/f', 'target/kept', 'target/more'], 'job']);
  expect(journals).toEqual([answer['commit']]);
});

for (const [what, fill] of [
  ['blocks', 'dd if=/dev/zero of=full bs=64k 2>/dev/null || true'],
  ['inodes', 'i=0; while touch "i$i" 2>/dev/null; do i=$((i+1)); done'],
] as const) {
  rootTest(`without ${what} left the target stays as it was, and nothing of the commit stays`, async () => {
    const { answer, found, content, journals, leftovers } = await commitOn({ fill, job: JOB });
    expect([answer['code'], answer['message']]).toEqual([
      expect.stringMatching(/^LAYOVER_COMMIT_(PATH|TARGET)$/),
      expect.stringContaining('ENOSPC'),
    ]);
    expect(answer['hint']).toContain('Make room');
    expect([found, content]).toEqual([OLD.filter((path) => !path.endsWith('lost+found')), 'base']);
    expect([leftovers, journals]).toEqual([[], []]);
  });
}

rootTest('a read-only target is refused before anything is made', async () => {
  const { answer, found, content, journals } = await commitOn({ options: 'ro', job: JOB });
  expect(answer).toMatchObject({ code: 'LAYOVER_COMMIT_TARGET', message: expect.stringContaining('EROFS') });
  expect([found.includes('target/more'), content, journals]).toEqual([false, 'base', []]);
});

/** A subvolume, which no rename leaves; with a quota that root is held to as well. */
const BTRFS = {
  size: '160M',
  env: { MKFS: 'mkfs.btrfs -q -f', MAKE_TARGET: 'btrfs -q subvolume create' },
} as const;
const btrfsTest = skipUnless(isRoot && (await hasBtrfs()), 'needs root, btrfs and its programs');

async function hasBtrfs(): Promise<boolean> {
  const { stdout } = await execa('cat', ['/proc/filesystems']);
  const { exitCode } = await execa('btrfs', ['--version'], { reject: false });
  return exitCode === 0 && stdout.includes('btrfs');
}

btrfsTest('a target that is a subvolume is changed all the same', async () => {
  const { answer, found, content } = await commitOn({ ...BTRFS, job: JOB });
  expect(answer).toMatchObject({ applied: 3, commit: expect.any(String) });
  expect(found.filter((path) => !path.includes('layover-'))).toEqual(
    ['target', 'target/d', 'target/f', 'target/kept', 'target/more'].sort(),
  );
  expect(content).toBe('job');
});

btrfsTest('beyond a quota the target stays as it was, and nothing of the commit stays', async () => {
  const quota = 'btrfs quota enable . && btrfs qgroup limit 1M target';
  const fill = `${quota}; dd if=/dev/urandom of=target/full bs=64k count=40 2>/dev/null || true`;
  const { answer, found, content, journals, leftovers } = await commitOn({ ...BTRFS, fill, job: JOB });
  expect([answer['code'], answer['message']]).toEqual([
    expect.stringMatching(/^LAYOVER_COMMIT_(PATH|TARGET)$/),
    expect.stringContaining('EDQUOT'),
  ]);
  expect(answer['hint']).toContain('Make room');
  expect([found, content]).toEqual([
    ['target', 'target/d', 'target/d/gone', 'target/f', 'target/full', 'target/kept'],
    'base',
  ]);
  expect([leftovers, journals]).toEqual([[], []]);
});
