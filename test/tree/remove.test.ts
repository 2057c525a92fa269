import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { hostPath, type RawPath, rawFromText } from '#src/base/bytes-path.js';
import { O_CREAT, O_DIRECTORY, O_PATH, O_WRONLY } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { removeTree } from '#src/tree/remove.js';
import { rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import { character, directory, fifo, file, link, socket, symlink, tree } from '../fixtures/tree.js';

const MODULE = fileURLToPath(new URL('../../dist/tree/remove.js', import.meta.url));

/** Removes `name` in `parent` in a process of its own, started by `prefix`; prints the error's code. */
async function removeIn(prefix: readonly string[], parent: string, name: string): Promise<string> {
  const script = `
    import { removeTree } from ${JSON.stringify(MODULE)};
    try {
      removeTree(${JSON.stringify(parent)}, ${JSON.stringify(name)});
      console.log('removed');
    } catch (error) {
      console.log(error.code, error.message);
    }`;
  const [command = '', ...args] = [...prefix, process.execPath, '--input-type=module', '-e', script];
  return (await execa(command, args)).stdout;
}

const remove = (parent: string, name: string): void => removeTree(hostPath(parent), rawFromText(name));

/** A chain of directories, made by descriptors; `each` fills one. */
function makeChain(parent: string, depth: number, each: (dirfd: number) => void): void {
  let at = syscalls.open(hostPath(parent), O_PATH | O_DIRECTORY);
  for (let level = 0; level < depth; level += 1) {
    const name = level === 0 ? 'deep' : 'd'.repeat(50);
    syscalls.mkdir(at, name, 0o755);
    const next = syscalls.openat2(at, name, { flags: O_PATH | O_DIRECTORY, resolve: 0 });
    syscalls.close(at);
    at = next;
    each(at);
  }
  syscalls.close(at);
}

const openDescriptors = async (): Promise<number> => (await readdir('/proc/self/fd')).length;

test('every type of object is removed, and an absent name is fine', async () => {
  await using dir = await tempDir();
  await tree(dir.path, {
    'all/file': 'x',
    'all/link': link('all/file'),
    'all/symlink': symlink('nowhere'),
    'all/fifo': fifo(),
    'all/socket': socket(),
    'all/empty/': {},
    'all/a/b/c': 'x',
    single: 'x',
    other: 'stays',
  });
  for (const name of ['all', 'single', 'absent']) remove(dir.path, name);
  expect(await readdir(dir.path)).toEqual(['other']);
});

test('a name that is no single entry is refused', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'a/b': 'x' });
  for (const name of ['', '.', '..', 'a/b', 'a/'])
    expect(() => remove(`${dir.path}/a`, name)).toThrow(/one entry/);
  expect(await readFile(dir.join('a', 'b'), 'utf8')).toBe('x');
});

test('symlinks are removed, and what they lead to is not touched', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'canary/in': 'safe', 'gone/sub/': {}, top: symlink('canary') });
  await tree(dir.path, { 'gone/sub/l': symlink(dir.join('canary')), 'gone/up': symlink('../canary/in') });
  const before = await snapshotTree(dir.join('canary'), { exact: true });
  remove(dir.path, 'gone');
  remove(dir.path, 'top');
  expect(await readdir(dir.path)).toEqual(['canary']);
  expect(diffSnapshots(before, await snapshotTree(dir.join('canary'), { exact: true }))).toEqual([]);
});

test('a tree of 10,000 levels with files on each goes, with few descriptors open at a time', async () => {
  await using dir = await tempDir();
  makeChain(dir.path, 10_000, (dirfd) => {
    syscalls.mkdir(dirfd, '.layover-0', 0o700);
    syscalls.close(
      syscalls.openat2(dirfd, '.layover-1', { flags: O_CREAT | O_WRONLY, mode: 0o600, resolve: 0 }),
    );
  });
  const before = await openDescriptors();
  const prefix = ['prlimit', '--nofile=128'];
  expect(await removeIn(prefix, dir.path, 'deep')).toBe('removed');
  expect(await readdir(dir.path)).toEqual([]);
  expect(await openDescriptors()).toBe(before);
});

test('a directory with 200,000 entries goes', async () => {
  await using dir = await tempDir({ parent: '/dev/shm' });
  await mkdir(dir.join('wide'));
  const fd = syscalls.open(hostPath(dir.join('wide')), O_PATH | O_DIRECTORY);
  for (let number = 0; number < 200_000; number += 1) {
    if (number % 100 === 0) syscalls.mkdir(fd, `d${number}`, 0o755);
    else syscalls.symlink('x', fd, `l${number}`);
  }
  syscalls.close(fd);
  remove(dir.path, 'wide');
  expect(await readdir(dir.path)).toEqual([]);
});

test('many wide levels beyond the depth that is held open go', async () => {
  await using dir = await tempDir();
  makeChain(dir.path, 200, (dirfd) => {
    for (const name of ['x', 'y', 'z']) {
      syscalls.mkdir(dirfd, name, 0o755);
      syscalls.mkdir(dirfd, `${name}/${name}`, 0o755);
    }
  });
  remove(dir.path, 'deep');
  expect(await readdir(dir.path)).toEqual([]);
});

test('without privileges, directories of mode 000 are opened up first', async () => {
  await using dir = await tempDir();
  await tree(dir.path, {
    'work/': {},
    'work/work/': directory({ mode: 0 }),
    'work/work/index/': directory({ mode: 0 }),
    'work/work/index/file': file('x', { mode: 0 }),
    'work/read-only/': directory({ mode: 0o555 }),
    'work/read-only/file': 'x',
    'work/read-only/sub/': directory({ mode: 0o444 }),
    'work/read-only/sub/file': 'x',
  });
  const unprivileged =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all'] : ['env'];
  expect(await removeIn(unprivileged, dir.path, 'work')).toBe('removed');
  expect(await readdir(dir.path)).toEqual([]);
});

test('without privileges, the caller’s own directory keeps its mode', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'mine/': directory({ mode: 0o555 }), 'mine/x': 'stays' });
  const unprivileged =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all'] : ['env'];
  expect(await removeIn(unprivileged, dir.join('mine'), 'x')).toMatch(/^EACCES Cannot remove .*mine\/x/);
  expect((await stat(dir.join('mine'))).mode & 0o777).toBe(0o555);
});

test('a check that throws stops the removal and leaves no descriptor open', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'a/b/c/d': 'x' });
  const before = await openDescriptors();
  const checkCanceled = (): void => {
    throw new Error('enough');
  };
  expect(() => removeTree(hostPath(dir.path), 'a' as RawPath, { checkCanceled })).toThrow('enough');
  expect(await openDescriptors()).toBe(before);
});

rootTest('immutable and append-only files and directories are removed', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'x/i/file': 'x', 'x/a/file': 'x', 'x/a/sub/': {}, 'x/dev': character(1, 3) });
  await execa('chattr', ['+i', dir.join('x/i/file'), dir.join('x/i'), dir.join('x/a/sub')]);
  await execa('chattr', ['+a', dir.join('x/a/file'), dir.join('x/a')]);
  remove(dir.path, 'x');
  expect(await readdir(dir.path)).toEqual([]);
});

rootTest('a flag that is to be respected is an error, and stays', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'x/file': 'x' });
  await execa('chattr', ['+i', dir.join('x/file')]);
  try {
    const action = () => removeTree(hostPath(dir.path), 'x' as RawPath, { respectsFlags: true });
    expect(action).toThrow(expect.objectContaining({ code: 'EPERM' }));
    expect(await readFile(dir.join('x/file'), 'utf8')).toBe('x');
  } finally {
    await execa('chattr', ['-i', dir.join('x/file')]);
  }
});

rootTest('a mount point inside stops the removal, and nothing beyond it is touched', async () => {
  await using dir = await tempDir();
  await tree(dir.path, { 'x/a/mnt/': {}, 'x/a/file': 'x', 'x/other/': {}, bound: 'y' });
  const inNamespace = (mount: string, check: string): string[] => [
    ...['unshare', '-m', '--propagation', 'private', 'sh', '-ec'],
    `${mount}; "$0" "$@"; ${check}`,
  ];
  const mnt = dir.join('x/a/mnt');
  const tmpfs = inNamespace(
    `mount -t tmpfs none ${mnt}; echo safe > ${mnt}/f; chmod 750 ${mnt}`,
    `cat ${mnt}/f; stat -c %a ${mnt}`,
  );
  const [error, ...rest] = (await removeIn(tmpfs, dir.path, 'x')).split('\n');
  expect(error).toMatch(/^LAYOVER_TREE_CHANGED .*x\/a\/mnt is a mount point/);
  expect(rest).toEqual(['safe', '750']);

  await tree(dir.path, { 'x/a/file': 'x' });
  const bind = inNamespace(
    `mount --bind ${dir.join('bound')} ${dir.join('x/a/file')}`,
    `cat ${dir.join('bound')}`,
  );
  expect(await removeIn(bind, dir.path, 'x')).toMatch(
    /^LAYOVER_TREE_CHANGED .*x\/a\/file is a mount point.*\ny$/,
  );

  const top = inNamespace(
    `mount -t tmpfs none ${dir.join('x')}; echo safe > ${dir.join('x/f')}`,
    `cat ${dir.join('x/f')}`,
  );
  expect(await removeIn(top, dir.path, 'x')).toMatch(/^LAYOVER_TREE_CHANGED .*x is a mount point.*\nsafe$/);
});
