/** Files of the host that are in use, have other names, or may not be changed. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readSync } from 'node:fs';
import {
  chmod,
  copyFile,
  link as hardLink,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import type { LayoverError } from '#src/base/errors.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { file } from '../fixtures/tree.js';
import { changeOf, deletion } from './changes.js';
import { type Bench, bench, commit } from './target-fixture.js';

async function canMakeImmutable(): Promise<boolean> {
  const dir = await mkdtemp(join(tmpdir(), 'layover-test'));
  try {
    await execa('chattr', ['+i', dir]);
    await execa('chattr', ['-i', dir]);
    return true;
  } catch {
    return false;
  } finally {
    await rm(dir, { recursive: true });
  }
}

const immutableTest = skipUnless(
  isRoot && (await canMakeImmutable()),
  'needs root and a file system with immutable files',
);

/** What is there afterwards is what was there before, with nothing of ours beside it. */
async function expectRefused(
  place: Bench,
  changes: Parameters<typeof commit>[0],
  errno: RegExp,
): Promise<void> {
  const before = await snapshotTree(place.target);
  let error: LayoverError | undefined;
  try {
    commit(changes, place.target);
  } catch (caught) {
    error = caught as LayoverError;
  }
  expect(error).toMatchObject({
    code: 'LAYOVER_COMMIT_PATH',
    message: expect.stringMatching(errno),
  });
  expect(error?.hint).toMatch(/chattr/);
  expect(diffSnapshots(before, await snapshotTree(place.target))).toEqual([]);
  expect((await readdir(place.target)).filter((name) => name.startsWith('.layover'))).toEqual([]);
}

describe('immutable', () => {
  for (const [what, path] of [
    ['a file that is replaced', 'z'],
    ['a file that is deleted', 'gone'],
  ] as const) {
    immutableTest(`${what} is an error that names it, after which the old tree is there`, async () => {
      await using place = await bench({ a: 'new', z: 'new' }, { a: 'old', z: 'old', gone: 'old' });
      const change = path === 'gone' ? deletion(path) : changeOf('modified', place.source, path);
      const changes = [changeOf('modified', place.source, 'a'), change];
      await execa('chattr', ['+i', `${place.target}/${path}`]);
      try {
        await expectRefused(place, changes, new RegExp(`^${path} .*EPERM`));
      } finally {
        await execa('chattr', ['-i', `${place.target}/${path}`]);
      }
      expect(commit(changes, place.target).applied).toBe(2);
      expect(await readFile(`${place.target}/a`, 'utf8')).toBe('new');
    });
  }
});

describe('append-only', () => {
  for (const [what, path] of [
    ['a file that is replaced', 'z'],
    ['a directory that is to hold a new file', 'd'],
    ['a directory in which a file is replaced', 'e'],
  ] as const) {
    immutableTest(`${what} is an error that names it, and nothing is begun`, async () => {
      await using place = await bench(
        { a: 'new', z: 'new', 'd/new': 'new', 'e/in': 'new' },
        { a: 'old', z: 'old', 'd/kept': 'old', 'e/in': 'old' },
      );
      const changes = [
        changeOf('modified', place.source, 'a'),
        changeOf('added', place.source, 'd/new'),
        changeOf('modified', place.source, 'e/in'),
        changeOf('modified', place.source, 'z'),
      ];
      await execa('chattr', ['+a', `${place.target}/${path}`]);
      try {
        await expectRefused(place, changes, new RegExp(`^${path}\\S* .*append-only \\(EPERM\\)`));
      } finally {
        await execa('chattr', ['-a', `${place.target}/${path}`]);
      }
      expect(commit(changes, place.target).applied).toBe(4);
    });
  }
});

immutableTest(
  'an immutable directory lets nothing in, and does not keep the rest from being taken back',
  async () => {
    await using place = await bench({ a: 'new', 'd/new': 'new' }, { a: 'old', 'd/kept': 'old' });
    const changes = [changeOf('modified', place.source, 'a'), changeOf('added', place.source, 'd/new')];
    const before = await snapshotTree(place.target);
    await execa('chattr', ['+i', `${place.target}/d`]);
    try {
      expect(() => commit(changes, place.target)).toThrow(/^d\/new .*EPERM[^;]*$/);
      expect(await readdir(place.commits)).toEqual([]);
      expect(diffSnapshots(before, await snapshotTree(place.target))).toEqual([]);
    } finally {
      await execa('chattr', ['-i', `${place.target}/d`]);
    }
    expect(commit(changes, place.target).applied).toBe(2);
  },
);

test('a program that runs is replaced by rename: it goes on as the file it was', async () => {
  await using place = await bench({
    tool: file('#!/bin/sh\necho new\n', { mode: 0o755 }),
  });
  const tool = `${place.target}/tool`;
  await copyFile(execFileSync('sh', ['-c', 'readlink -f "$(command -v sleep)"']).toString().trim(), tool);
  await chmod(tool, 0o755);
  const { ino } = await stat(tool);
  const child = spawn(tool, ['60']);
  try {
    await once(child, 'spawn');
    // Writing into it is what the kernel refuses.
    expect(() => openSync(tool, 'r+')).toThrow('ETXTBSY');
    commit([changeOf('modified', place.source, 'tool')], place.target);
    expect((await execa(tool)).stdout).toBe('new');
    expect((await stat(`/proc/${child.pid}/exe`)).ino).toBe(ino);
    expect((await stat(tool)).ino).not.toBe(ino);
    expect(await readlink(`/proc/${child.pid}/exe`)).not.toBe(tool);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
});

test('who has a file open, or mapped, or by another name goes on with what it was', async () => {
  await using place = await bench(
    { data: file('new!', { mode: 0o600 }) },
    { data: file('old!', { mode: 0o644 }) },
  );
  const data = `${place.target}/data`;
  const [outside, inside] = [place.join('outside'), `${place.target}/beside`];
  for (const name of [outside, inside]) await hardLink(data, name);
  const before = await stat(data);
  const open = openSync(data, 'r');
  const script =
    'import mmap,sys\nf=open(sys.argv[1],"rb")\nm=mmap.mmap(f.fileno(),0,prot=mmap.PROT_READ)\nprint("mapped",flush=True)\nsys.stdin.readline()\nprint(m[:].decode())';
  const reader = execa('python3', ['-c', script, data]);
  try {
    await once(reader.stdout, 'data');
    commit([changeOf('modified', place.source, 'data')], place.target);
    reader.stdin.end('\n');
    expect((await reader).stdout).toBe('mapped\nold!');
    const buffer = Buffer.alloc(8);
    expect(buffer.toString('latin1', 0, readSync(open, buffer, 0, 8, 0))).toBe('old!');
  } finally {
    closeSync(open);
    reader.kill('SIGKILL');
  }
  for (const name of [outside, inside]) {
    expect(await readFile(name, 'utf8')).toBe('old!');
    const { ino, mode, mtimeMs } = await stat(name);
    expect([ino, mode, mtimeMs]).toEqual([before.ino, before.mode, before.mtimeMs]);
  }
  expect(await readFile(data, 'utf8')).toBe('new!');
});

rootTest('new attributes of a file with another name leave that name as it was', async () => {
  await using place = await bench({ f: file('same', { mode: 0o600 }) }, { f: file('same', { mode: 0o644 }) });
  await hardLink(`${place.target}/f`, place.join('other'));
  commit([changeOf('metadata', place.source, 'f')], place.target);
  expect((await stat(place.join('other'))).mode & 0o777).toBe(0o644);
  expect((await stat(`${place.target}/f`)).mode & 0o777).toBe(0o600);
});
