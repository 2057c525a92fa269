import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { hostPath, type RawPath } from '#src/base/bytes-path.js';
import { O_DIRECTORY, O_PATH, O_RDONLY } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { openBeneath, openTree } from '#src/tree/open.js';
import { OpenDirectories } from '#src/tree/open-directories.js';
import { tempDir } from '../fixtures/temp.js';

test('openBeneath refuses symlinks, paths out of the tree and files as folders, and names the path', async () => {
  await using dir = await tempDir();
  await mkdir(dir.join('in'));
  await writeFile(dir.join('in/file'), '');
  await symlink('/etc', dir.join('in/out'));
  const root = openTree(hostPath(dir.join('in')));
  const open = (path: string) => openBeneath(root, path as RawPath, O_RDONLY);
  for (const path of ['out', 'out/passwd', '../in', 'file/x', '/etc']) {
    expect(() => open(path), path).toThrow(expect.objectContaining({ code: 'LAYOVER_TREE_CHANGED' }));
  }
  expect(() => open('out/pass\x1bwd')).toThrow('"out/pass\\033wd"');
  expect(() => open('none')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  syscalls.close(open('file'));
  syscalls.close(root);
});

test('openBeneath goes deeper than the kernel takes a path', async () => {
  await using dir = await tempDir();
  const root = openTree(hostPath(dir.path));
  const { path, ino } = makeChain(root, { name: 'n'.repeat(200), levels: 100 });
  const fd = openBeneath(root, path, O_PATH | O_DIRECTORY);
  expect(syscalls.stat(fd, '').ino).toBe(ino);
  syscalls.close(fd);
  syscalls.close(root);
});

test('OpenDirectories keeps no more descriptors than it may and opens the others again', async () => {
  await using dir = await tempDir();
  for (const name of ['a', 'b', 'c']) await mkdir(dir.join(name));
  using directories = new OpenDirectories([hostPath(dir.path)], 2);
  const inodeOf = (path: string) => syscalls.stat(directories.get(0, path as RawPath), '').ino;
  const first = ['', 'a', 'b', 'c'].map(inodeOf);
  expect(new Set(first).size).toBe(4);
  expect(['', 'a', 'b', 'c'].map(inodeOf)).toEqual(first);
});

function makeChain(
  root: number,
  { name, levels }: { name: string; levels: number },
): { path: RawPath; ino: bigint } {
  const opened: number[] = [];
  let at = root;
  for (let level = 0; level < levels; level += 1) {
    syscalls.mkdir(at, name, 0o755);
    at = syscalls.openat2(at, name, { flags: O_PATH | O_DIRECTORY, resolve: 0 });
    opened.push(at);
  }
  const { ino } = syscalls.stat(at, '');
  for (const fd of opened) syscalls.close(fd);
  return { path: Array.from({ length: levels }, () => name).join('/') as RawPath, ino };
}
