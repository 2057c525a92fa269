import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getuid } from 'node:process';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RawPath } from '#src/base/bytes-path.js';
import * as constants from '#src/native/constants.js';
import { readPackedDirectory } from '#src/native/packed-directory.js';
import { type Stat, syscalls } from '#src/native/syscalls.js';
import { fullTest, rootTest, skipUnless } from '../fixtures/requirements.js';

const { O_CREAT, O_DIRECTORY, O_NOFOLLOW, O_PATH, O_RDONLY, O_RDWR, O_WRONLY, RESOLVE_BENEATH, S_IFMT } =
  constants;
const AT_FDCWD = -100;
/** Not UTF-8, and not one line. */
const ODD_NAME = 'caf\xe9\xff\n';
const hasUserXattrs = probeUserXattrs();

let folder: string;
let dirfd: number;
let held: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layover-syscalls-'));
  held = [];
  dirfd = hold(syscalls.open(folder, O_RDONLY | O_DIRECTORY));
});

afterEach(() => {
  for (const fd of held) syscalls.close(fd);
  rmSync(folder, { recursive: true, force: true });
});

/** Closed after the test. */
function hold(fd: number): number {
  held.push(fd);
  return fd;
}

function openFile(name: string, flags: number = O_RDWR | O_CREAT): number {
  return hold(
    syscalls.openat2(dirfd, name, {
      flags,
      mode: (flags & O_CREAT) === 0 ? 0 : 0o644,
      resolve: RESOLVE_BENEATH,
    }),
  );
}

function writeNew(name: string, content: string): void {
  writeSync(openFile(name), content);
}

function kindOf(name: string): number {
  return syscalls.stat(dirfd, name).mode & S_IFMT;
}

interface SystemError extends Error {
  code: string;
  errno: number;
  syscall: string;
}

function failureOf(step: () => unknown): SystemError {
  try {
    step();
  } catch (error) {
    return error as SystemError;
  }
  throw new Error('the call did not fail');
}

function codeOf(step: () => unknown): string {
  return failureOf(step).code;
}

function probeUserXattrs(): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'layover-syscalls-'));
  try {
    syscalls.setXattr(AT_FDCWD, probe, { key: 'user.probe', value: Buffer.from('1') });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true });
  }
}

/** Calls a wrapper with what its types forbid. */
function callWrongly(method: keyof typeof syscalls, ...values: unknown[]): unknown {
  return (syscalls[method] as unknown as (...values: unknown[]) => unknown)(...values);
}

describe('errors', () => {
  test('an error has a code, a positive errno, the call and the name', () => {
    const error = failureOf(() => openFile('absent', O_RDONLY));
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ code: 'ENOENT', errno: 2, syscall: 'openat2' });
    expect(error.message).toBe("ENOENT: No such file or directory, openat2 'absent'");
  });

  test('an error shows a name byte for byte, and both names of a rename', () => {
    const error = failureOf(() => syscalls.rename({ dirfd, name: ODD_NAME }, { dirfd, name: 'b' }));
    expect(error.message).toBe(`ENOENT: No such file or directory, renameat2 '${ODD_NAME}' -> 'b'`);
  });

  test('a bad descriptor is an error without a name', () => {
    expect(failureOf(() => syscalls.close(1_000_000)).message).toBe('EBADF: Bad file descriptor, close');
  });

  const wrongCalls: Array<[string, RegExp, () => unknown]> = [
    [
      'a descriptor that is text',
      /dirfd must be an integer .* got another string/,
      () => callWrongly('stat', '3', 'a'),
    ],
    [
      'a descriptor that is no integer',
      /dirfd must be an integer .* got 1\.5/,
      () => syscalls.stat(1.5, 'a'),
    ],
    ['a missing name', /name must be a string, got undefined/, () => callWrongly('stat', 3)],
    ['a name with a NUL', /name must be a string of bytes/, () => syscalls.stat(3, 'a\0b')],
    ['a name with a character above 255', /name must be a string of bytes/, () => syscalls.stat(3, '\u012f')],
    ['a negative mode', /mode must be an integer .* got -1/, () => syscalls.mkdir(3, 'a', -1)],
    ['an argument that is no object', /must be an object/, () => callWrongly('openat2', 3, 'a')],
    ['a field of the wrong type', /how\.flags must be/, () => callWrongly('openat2', 3, 'a', { resolve: 0 })],
    [
      'a value that is no bytes',
      /xattr\.value must be a Uint8Array/,
      () => callWrongly('setXattr', 3, '', { key: 'user.a', value: 'x' }),
    ],
    [
      'a time that is no bigint',
      /times\.mtimeNs must be a bigint/,
      () => callWrongly('utimes', 3, 'a', { mtimeNs: 1 }),
    ],
    ['an unknown lock', /kind must be 'shared'/, () => callWrongly('flock', 3, 'both')],
    [
      'descriptors that are no array',
      /fds must be an array/,
      () => callWrongly('sendWithDescriptors', 3, Buffer.from('x'), 7),
    ],
  ];
  for (const [what, message, step] of wrongCalls) {
    test(`${what} is a TypeError that names it`, () => {
      expect(step).toThrow(TypeError);
      expect(step).toThrow(message);
    });
  }

  test('a getter that throws is passed on', () => {
    const from = {
      dirfd,
      get name(): string {
        throw new RangeError('mine');
      },
    };
    expect(() => syscalls.link(from, { dirfd, name: 'b' })).toThrow('mine');
  });

  test('a name too long for the kernel is ENAMETOOLONG', () => {
    expect(codeOf(() => syscalls.stat(dirfd, 'n'.repeat(256)))).toBe('ENAMETOOLONG');
    expect(codeOf(() => syscalls.stat(dirfd, 'n'.repeat(5_000)))).toBe('ENAMETOOLONG');
  });
});

describe('opening', () => {
  test('descriptors are closed on exec', () => {
    const fds = [dirfd, openFile('a'), ...syscalls.socketpair().map(hold), ...syscalls.pipe().map(hold)];
    for (const fd of fds) {
      const flags = /flags:\s+(\d+)/.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1] ?? '';
      expect(Number.parseInt(flags, 8) & 0o2000000).not.toBe(0);
    }
  });

  test('openat2 creates a file with the mode, by a name of any bytes', () => {
    hold(
      syscalls.openat2(dirfd, ODD_NAME, { flags: O_WRONLY | O_CREAT, mode: 0o500, resolve: RESOLVE_BENEATH }),
    );
    expect(syscalls.stat(dirfd, ODD_NAME).mode & 0o7777).toBe(0o500);
    expect(syscalls.readDirectory(dirfd)).toEqual([ODD_NAME]);
  });

  test('openat2 with RESOLVE_BENEATH refuses to leave by .., by an absolute path and by a symlink', () => {
    syscalls.symlink('/etc', dirfd, 'out');
    for (const path of ['..', '/etc', 'out/passwd'])
      expect(codeOf(() => openFile(path, O_RDONLY))).toBe('EXDEV');
  });

  test('openat2 with RESOLVE_NO_SYMLINKS refuses a symlink', () => {
    syscalls.symlink('.', dirfd, 'loop');
    const how = { flags: O_RDONLY, resolve: constants.RESOLVE_NO_SYMLINKS };
    expect(codeOf(() => syscalls.openat2(dirfd, 'loop', how))).toBe('ELOOP');
  });

  test('open takes a path of the host', () => {
    writeFileSync(join(folder, 'a'), 'text');
    const fd = hold(syscalls.open(join(folder, 'a'), O_RDONLY));
    expect(syscalls.stat(fd, '').size).toBe(4);
  });
});

describe('stat and directories', () => {
  test('stat gives every field, to the nanosecond', () => {
    writeNew('a', 'hello');
    syscalls.link({ dirfd, name: 'a' }, { dirfd, name: 'b' });
    syscalls.utimes(dirfd, 'a', { mtimeNs: 1_234_567_890_123_456_789n });
    const stat = syscalls.stat(dirfd, 'a');
    const parent = syscalls.stat(dirfd, '');
    expect(stat).toMatchObject({ uid: getuid?.(), nlink: 2, size: 5, rdevMajor: 0, rdevMinor: 0 });
    expect(stat.mode & S_IFMT).toBe(constants.S_IFREG);
    expect(stat.mtimeNs).toBe(1_234_567_890_123_456_789n);
    expect(stat.ino).not.toBe(parent.ino);
    expect(stat.dev).toBe(parent.dev);
    expect(typeof stat.ctimeNs).toBe('bigint');
    expect(typeof stat.attributes).toBe('number');
    expect(Object.keys(stat)).toHaveLength(13);
  });

  test('findStat gives the same, and undefined for no such name alone', () => {
    writeNew('a', 'x');
    expect(syscalls.findStat(dirfd, 'a')).toEqual(syscalls.stat(dirfd, 'a'));
    expect(syscalls.findStat(dirfd, 'b')).toBeUndefined();
    expect(codeOf(() => syscalls.findStat(dirfd, 'a/b'))).toBe('ENOTDIR');
  });

  test('stat does not follow a symlink', () => {
    syscalls.symlink('absent', dirfd, 'link');
    expect(kindOf('link')).toBe(constants.S_IFLNK);
  });

  test('a size beyond 32 bits is exact', () => {
    writeSync(openFile('big'), 'x', 2 ** 40 - 1);
    expect(syscalls.stat(dirfd, 'big').size).toBe(2 ** 40);
  });

  test('a directory of 300 entries is listed whole, as often as it is asked', () => {
    const names = Array.from({ length: 300 }, (_, at) => `entry-${at}-${'x'.repeat(200)}`);
    for (const name of names) syscalls.mkdir(dirfd, name, 0o755);
    expect(syscalls.readDirectory(dirfd).sort()).toEqual(names.toSorted());
    const entries: Array<[string, Stat]> = syscalls.readDirectoryStats(dirfd);
    expect(entries.map(([name]) => name).sort()).toEqual(names.toSorted());
    for (const [name, stat] of entries) expect(stat).toEqual(syscalls.stat(dirfd, name));
  });

  test('read in one piece, its entries are the same, times beyond 64 bits of nanoseconds included', () => {
    const names = ['plain', 'dressed', ODD_NAME, 'x'.repeat(255)];
    for (const name of names) writeNew(name, name);
    for (let at = 0; at < 3_000; at += 1) syscalls.mkdir(dirfd, `d${at}`, 0o700 + (at % 8));
    if (hasUserXattrs) syscalls.setXattr(dirfd, 'dressed', { key: 'user.k', value: Buffer.from('v') });
    syscalls.utimes(dirfd, 'plain', { mtimeNs: 15_000_000_000_000_000_007n });
    syscalls.utimes(dirfd, 'dressed', { mtimeNs: -1n });
    const packed = readPackedDirectory(dirfd);
    const one = syscalls.readDirectoryStats(dirfd);
    expect(packed.map(([name]) => name)).toEqual(one.map(([name]) => name));
    for (const [index, [name, stat]] of one.entries()) {
      const fields = Object.keys(stat) as Array<keyof Stat>;
      const seen = Object.fromEntries(fields.map((field) => [field, packed[index]?.[1][field]]));
      expect(seen, name).toEqual(stat);
    }
    const lacking = new Map(packed.map(([name, stat]) => [name, stat.lacksXattrs]));
    expect(lacking.get('dressed' as RawPath)).toBe(!hasUserXattrs && lacking.get('plain' as RawPath));
  });

  test('an empty directory has no entries', () => {
    expect(syscalls.readDirectory(dirfd)).toEqual([]);
    expect(readPackedDirectory(dirfd)).toEqual([]);
    expect(syscalls.readDirectoryStats(dirfd)).toEqual([]);
  });

  test('a file cannot be listed', () => {
    expect(codeOf(() => syscalls.readDirectory(openFile('a')))).toBe('ENOTDIR');
    expect(codeOf(() => syscalls.readPackedDirectory(openFile('a')))).toBe('ENOTDIR');
  });
});

describe('names', () => {
  test('mkdir and rmdir make and remove a directory', () => {
    syscalls.mkdir(dirfd, 'd', 0o700);
    expect(syscalls.stat(dirfd, 'd').mode).toBe(constants.S_IFDIR | 0o700);
    expect(codeOf(() => syscalls.unlink(dirfd, 'd'))).toBe('EISDIR');
    syscalls.rmdir(dirfd, 'd');
    expect(syscalls.readDirectory(dirfd)).toEqual([]);
  });

  test('mknod makes a FIFO and a socket', () => {
    syscalls.mknod(dirfd, 'fifo', { mode: constants.S_IFIFO | 0o600 });
    syscalls.mknod(dirfd, 'socket', { mode: constants.S_IFSOCK | 0o600 });
    expect(kindOf('fifo')).toBe(constants.S_IFIFO);
    expect(kindOf('socket')).toBe(constants.S_IFSOCK);
  });

  rootTest('mknod makes a device with its numbers', () => {
    syscalls.mknod(dirfd, 'null', { mode: constants.S_IFCHR | 0o600, major: 1, minor: 3 });
    syscalls.mknod(dirfd, 'large', { mode: constants.S_IFBLK | 0o600, major: 4_000, minor: 1_000_000 });
    expect(syscalls.stat(dirfd, 'null')).toMatchObject({ rdevMajor: 1, rdevMinor: 3 });
    expect(syscalls.stat(dirfd, 'large')).toMatchObject({ rdevMajor: 4_000, rdevMinor: 1_000_000 });
  });

  test('a symlink keeps any bytes of its target, and is read by descriptor too', () => {
    syscalls.symlink(`../${ODD_NAME}`, dirfd, 'link');
    expect(syscalls.readlink(dirfd, 'link')).toBe(`../${ODD_NAME}`);
    const fd = openFile('link', O_PATH | O_NOFOLLOW);
    expect(syscalls.readlink(fd, '')).toBe(`../${ODD_NAME}`);
    expect(codeOf(() => syscalls.readlink(dirfd, ''))).toBe('ENOENT');
  });

  test('a target of 4,095 bytes is read whole', () => {
    const target = 'a/'.repeat(2_047) + 'b';
    syscalls.symlink(target, dirfd, 'long');
    expect(syscalls.readlink(dirfd, 'long')).toBe(target);
  });

  test('link makes a hard link, of a symlink itself too', () => {
    syscalls.symlink('absent', dirfd, 'link');
    syscalls.link({ dirfd, name: 'link' }, { dirfd, name: 'other' });
    expect(syscalls.stat(dirfd, 'other').ino).toBe(syscalls.stat(dirfd, 'link').ino);
  });

  test('rename replaces, refuses to replace, and exchanges', () => {
    writeNew('a', '1');
    writeNew('b', '22');
    const [a, b] = [
      { dirfd, name: 'a' },
      { dirfd, name: 'b' },
    ];
    expect(codeOf(() => syscalls.rename(a, b, constants.RENAME_NOREPLACE))).toBe('EEXIST');
    syscalls.rename(a, b, constants.RENAME_EXCHANGE);
    expect(syscalls.stat(dirfd, 'a').size).toBe(2);
    syscalls.rename(a, b);
    expect(syscalls.readDirectory(dirfd)).toEqual(['b']);
    expect(syscalls.stat(dirfd, 'b').size).toBe(2);
  });

  test('the working directory stands for AT_FDCWD', () => {
    expect(syscalls.stat(AT_FDCWD, folder).ino).toBe(syscalls.stat(dirfd, '').ino);
  });
});

describe('owner, mode and times', () => {
  rootTest('chown changes a symlink itself, and a descriptor by an empty name', () => {
    writeNew('a', '');
    syscalls.symlink('a', dirfd, 'link');
    syscalls.chown(dirfd, 'link', { uid: 12, gid: 4_000_000_000 });
    expect(syscalls.stat(dirfd, 'link')).toMatchObject({ uid: 12, gid: 4_000_000_000 });
    expect(syscalls.stat(dirfd, 'a').uid).toBe(0);
    syscalls.chown(openFile('a', O_PATH), '', { uid: 7, gid: 8 });
    expect(syscalls.stat(dirfd, 'a')).toMatchObject({ uid: 7, gid: 8 });
  });

  test('chmod sets all bits, by name and of an O_PATH descriptor', () => {
    writeNew('a', '');
    syscalls.chmod(dirfd, 'a', 0o4711);
    expect(syscalls.stat(dirfd, 'a').mode & 0o7777).toBe(0o4711);
    syscalls.chmod(openFile('a', O_PATH), '', 0o600);
    expect(syscalls.stat(dirfd, 'a').mode & 0o7777).toBe(0o600);
  });

  test('chmod of a symlink leaves its target alone', () => {
    writeNew('a', '');
    syscalls.chmod(dirfd, 'a', 0o640);
    syscalls.symlink('a', dirfd, 'link');
    expect(codeOf(() => syscalls.chmod(dirfd, 'link', 0o777))).toBe('EOPNOTSUPP');
    expect(syscalls.stat(dirfd, 'a').mode & 0o7777).toBe(0o640);
  });

  const times = [0n, 1n, 999_999_999n, 1_700_000_000_000_000_001n, -1n, -1_500_000_000n];
  for (const mtimeNs of times) {
    test(`utimes sets ${mtimeNs} ns`, () => {
      writeNew('a', '');
      syscalls.utimes(dirfd, 'a', { mtimeNs });
      expect(syscalls.stat(dirfd, 'a').mtimeNs).toBe(mtimeNs);
    });
  }

  test('utimes changes a symlink itself, and leaves a time that is not given', () => {
    writeNew('a', '');
    syscalls.symlink('a', dirfd, 'link');
    const before = syscalls.stat(dirfd, 'a').mtimeNs;
    syscalls.utimes(dirfd, 'link', { mtimeNs: 5n });
    syscalls.utimes(dirfd, 'a', { atimeNs: 6n });
    expect(syscalls.stat(dirfd, 'link').mtimeNs).toBe(5n);
    expect(syscalls.stat(dirfd, 'a').mtimeNs).toBe(before);
    syscalls.utimes(openFile('a', O_PATH), '', { atimeNs: 6n, mtimeNs: 7n });
    expect(syscalls.stat(dirfd, 'a').mtimeNs).toBe(7n);
  });

  test('a time beyond 64 bits of seconds is a TypeError', () => {
    writeNew('a', '');
    expect(() => syscalls.utimes(dirfd, 'a', { mtimeNs: 2n ** 94n })).toThrow(TypeError);
    expect(() => syscalls.utimes(dirfd, 'a', { mtimeNs: 2n ** 200n })).toThrow(TypeError);
  });
});

describe('extended attributes', () => {
  skipUnless(hasUserXattrs, 'needs user.* attributes in the temporary directory')(
    'are set, listed by name, read and removed',
    () => {
      writeNew('a', '');
      const value = Buffer.from([0, 255, 1]);
      syscalls.setXattr(dirfd, 'a', { key: 'user.b', value });
      syscalls.setXattr(dirfd, 'a', { key: 'user.\xff', value: new Uint8Array(0) });
      syscalls.setXattr(openFile('a', O_PATH), '', { key: 'user.a', value: Buffer.from('first') });
      const own = syscalls.getXattrs(dirfd, 'a').filter(([name]) => name.startsWith('user.'));
      expect(own).toEqual([
        ['user.a', Buffer.from('first')],
        ['user.b', value],
        ['user.\xff', Buffer.alloc(0)],
      ]);
      expect(syscalls.getXattr(dirfd, 'a', 'user.b')).toEqual(value);
      expect(syscalls.getXattr(dirfd, 'a', 'user.\xff')).toEqual(Buffer.alloc(0));
      syscalls.removeXattr(dirfd, 'a', 'user.b');
      expect(syscalls.getXattr(dirfd, 'a', 'user.b')).toBeUndefined();
    },
  );

  test('an absent attribute, and an unknown family, is undefined', () => {
    writeNew('a', '');
    expect(syscalls.getXattr(dirfd, 'a', 'user.absent')).toBeUndefined();
    expect(syscalls.getXattr(dirfd, 'a', 'nobody.knows')).toBeUndefined();
    expect(codeOf(() => syscalls.removeXattr(dirfd, 'a', 'user.absent'))).toMatch(/ENODATA|EOPNOTSUPP/);
  });

  test('of an absent file are ENOENT', () => {
    expect(codeOf(() => syscalls.getXattrs(dirfd, 'absent'))).toBe('ENOENT');
    expect(codeOf(() => syscalls.getXattr(dirfd, 'absent', 'user.a'))).toBe('ENOENT');
  });

  test('a file system without any gives an empty list', () => {
    const proc = hold(syscalls.open('/proc', O_RDONLY | O_DIRECTORY));
    expect(syscalls.getXattrs(proc, 'version')).toEqual([]);
    expect(syscalls.getXattr(proc, 'version', 'user.a')).toBeUndefined();
  });

  rootTest('work on a symlink, a FIFO and a device without opening them (trusted.*, root only)', () => {
    writeNew('target', '');
    syscalls.symlink('target', dirfd, 'link');
    syscalls.mknod(dirfd, 'fifo', { mode: constants.S_IFIFO | 0o600 });
    syscalls.mknod(dirfd, 'device', { mode: constants.S_IFCHR | 0o600, major: 0, minor: 0 });
    const value = Buffer.from('y');
    for (const name of ['link', 'fifo', 'device']) {
      syscalls.setXattr(dirfd, name, { key: 'trusted.layover', value });
      expect(syscalls.getXattrs(dirfd, name)).toContainEqual(['trusted.layover', value]);
      expect(syscalls.getXattr(openFile(name, O_PATH | O_NOFOLLOW), '', 'trusted.layover')).toEqual(value);
    }
    expect(syscalls.getXattr(dirfd, 'target', 'trusted.layover')).toBeUndefined();
  });

  skipUnless(hasUserXattrs, 'needs user.* attributes in the temporary directory')(
    'of 3,000 bytes in all are given whole',
    () => {
      writeNew('a', '');
      for (let at = 0; at < 30; at += 1)
        syscalls.setXattr(dirfd, 'a', { key: `user.${at}`, value: Buffer.alloc(100, at) });
      const own = syscalls.getXattrs(dirfd, 'a').filter(([name]) => name.startsWith('user.'));
      expect(own.map(([name]) => name)).toEqual(Array.from({ length: 30 }, (_, at) => `user.${at}`).sort());
      for (const [name, value] of own) expect(value).toEqual(Buffer.alloc(100, Number(name.slice(5))));
    },
  );
});

describe('file content', () => {
  test('the data of a sparse file is found between its holes', () => {
    const fd = openFile('sparse');
    writeSync(fd, 'x'.repeat(4_096), 1_048_576);
    writeSync(fd, 'end', 4_194_304);
    expect(syscalls.seekData(fd, 0)).toBe(1_048_576);
    expect(syscalls.seekHole(fd, 1_048_576)).toBe(1_052_672);
    expect(syscalls.seekData(fd, 1_052_672)).toBe(4_194_304);
    expect(syscalls.seekHole(fd, 4_194_304)).toBe(4_194_307);
    expect(syscalls.seekData(fd, 4_194_307)).toBeUndefined();
    expect(codeOf(() => syscalls.seekHole(fd, 4_194_308))).toBe('ENXIO');
  });

  test('copyRange copies at the same offset, and gives 0 at the end', () => {
    const [from, to] = [openFile('from'), openFile('to')];
    writeSync(from, '0123456789');
    expect(syscalls.copyRange(from, to, { offset: 4, length: 3 })).toBe(3);
    expect(readFileSync(join(folder, 'to'), 'latin1')).toBe('\0\0\0\x00456');
    expect(syscalls.copyRange(from, to, { offset: 10, length: 100 })).toBe(0);
  });

  test('copySmall makes a file with the bytes, mode and time that were asked for', () => {
    writeNew('from', 'sixteen bytes...');
    const about = { size: 16, mode: 0o640, mtimeNs: 1_234_567_890_123_456_789n, resolve: RESOLVE_BENEATH };
    const stat = syscalls.copySmall({ dirfd, name: 'from' }, { dirfd, name: ODD_NAME }, about);
    expect(stat).toEqual(syscalls.stat(dirfd, ODD_NAME));
    expect([stat.mode & 0o7777, stat.mtimeNs, stat.size]).toEqual([0o640, about.mtimeNs, 16]);
    const copy = openFile(ODD_NAME, O_RDONLY);
    expect(readFileSync(copy, 'latin1')).toBe('sixteen bytes...');
  });

  test('copySmall replaces nothing, and makes nothing of what is not the file it was told of', () => {
    writeNew('from', 'abc');
    writeNew('there', 'kept');
    syscalls.symlink('from', dirfd, 'link');
    syscalls.mknod(dirfd, 'fifo', { mode: constants.S_IFIFO | 0o600 });
    const copy = (name: string, to: string, size = 3): unknown =>
      syscalls.copySmall(
        { dirfd, name },
        { dirfd, name: to },
        { size, mode: 0o600, mtimeNs: 0n, resolve: RESOLVE_BENEATH },
      );
    expect(codeOf(() => copy('from', 'there'))).toBe('EEXIST');
    expect(codeOf(() => copy('from', 'new', 4))).toBe('ESTALE');
    expect(codeOf(() => copy('fifo', 'new', 0))).toBe('ESTALE');
    expect(codeOf(() => copy('link', 'new'))).toBe('ELOOP');
    expect(codeOf(() => copy('../from', 'new'))).toBe('EXDEV');
    expect(codeOf(() => copy('from', 'new', 4_097))).toBe('EFBIG');
    expect(syscalls.findStat(dirfd, 'new')).toBeUndefined();
    expect(readFileSync(join(folder, 'there'), 'latin1')).toBe('kept');
  });

  test('cloneFile shares the content, or says that the file system cannot', () => {
    const [from, to] = [openFile('from'), openFile('to')];
    writeSync(from, 'shared');
    try {
      syscalls.cloneFile(from, to);
      expect(readFileSync(join(folder, 'to'), 'latin1')).toBe('shared');
    } catch (error) {
      expect(error).toMatchObject({ code: 'EOPNOTSUPP', syscall: 'ioctl' });
    }
  });

  test('inode flags are read, or the file system has none', () => {
    const fd = openFile('a', O_RDONLY | O_CREAT);
    try {
      expect(syscalls.getInodeFlags(fd) & constants.FS_IMMUTABLE_FL).toBe(0);
    } catch (error) {
      expect((error as SystemError).code).toMatch(/ENOTTY|EOPNOTSUPP/);
    }
  });

  rootTest('an immutable file cannot be removed until its flag is cleared', () => {
    const fd = openFile('a');
    const before = syscalls.getInodeFlags(fd);
    syscalls.setInodeFlags(fd, before | constants.FS_IMMUTABLE_FL);
    try {
      expect(codeOf(() => syscalls.unlink(dirfd, 'a'))).toBe('EPERM');
    } finally {
      syscalls.setInodeFlags(fd, before);
    }
    syscalls.unlink(dirfd, 'a');
  });

  test('syncfs and statfs work on a directory', () => {
    syscalls.syncfs(dirfd);
    const stats = syscalls.statfs(dirfd);
    expect(Object.keys(stats)).toEqual(['type', 'blockSize', 'freeBlocks', 'freeInodes', 'flags']);
    expect(stats.blockSize).toBeGreaterThan(0);
    const type = execFileSync('stat', ['-f', '-c', '%t', folder], { encoding: 'latin1' });
    expect(stats.type).toBe(Number.parseInt(type, 16));
  });
});

describe('locks', () => {
  test('an exclusive lock keeps out another descriptor until it is released', () => {
    const [one, two] = [openFile('lock'), openFile('lock', O_RDWR)];
    expect(syscalls.flock(one, 'exclusive')).toBe(true);
    expect(syscalls.flock(two, 'exclusive')).toBe(false);
    expect(syscalls.flock(two, 'shared')).toBe(false);
    expect(syscalls.flock(one, 'unlock')).toBe(true);
    expect(syscalls.flock(two, 'exclusive')).toBe(true);
  });

  test('shared locks stand side by side', () => {
    const [one, two] = [openFile('lock'), openFile('lock', O_RDWR)];
    expect(syscalls.flock(one, 'shared')).toBe(true);
    expect(syscalls.flock(two, 'shared')).toBe(true);
    expect(syscalls.flock(two, 'exclusive')).toBe(false);
  });
});

describe('sockets and pipes', () => {
  test('a pipe carries bytes from its second end to its first', () => {
    const [reader, writer] = syscalls.pipe().map(hold) as [number, number];
    writeSync(writer, 'through');
    const received = Buffer.alloc(16);
    expect(received.toString('latin1', 0, readSync(reader, received))).toBe('through');
  });

  test('a descriptor sent with a byte is received as another of the same file', () => {
    const [here, there] = syscalls.socketpair().map(hold) as [number, number];
    writeNew('a', 'content');
    const sent = openFile('a', O_RDONLY);
    syscalls.sendWithDescriptors(here, Buffer.from('!'), [sent]);
    const received = hold(syscalls.receiveDescriptor(there));
    expect(received).not.toBe(sent);
    expect(syscalls.stat(received, '').ino).toBe(syscalls.stat(sent, '').ino);
  });

  test('all bytes are sent while another thread reads them slowly', async () => {
    const [here, there] = syscalls.socketpair().map(hold) as [number, number];
    const total = 8 * 1_048_576;
    const reader = new Worker(READER, { eval: true, workerData: { fd: there, total } });
    const counted = new Promise((resolve, reject) => reader.once('message', resolve).once('error', reject));
    syscalls.sendWithDescriptors(here, Buffer.alloc(total, 'x'), [dirfd]);
    expect(await counted).toBe(total);
    await reader.terminate();
  });

  test('a byte without a descriptor, or with two, is EBADMSG', () => {
    const [here, there] = syscalls.socketpair().map(hold) as [number, number];
    syscalls.sendWithDescriptors(here, Buffer.from('!'), []);
    expect(codeOf(() => syscalls.receiveDescriptor(there))).toBe('EBADMSG');
    const open = countDescriptorsOf(folder);
    syscalls.sendWithDescriptors(here, Buffer.from('!'), [dirfd, dirfd]);
    expect(codeOf(() => syscalls.receiveDescriptor(there))).toBe('EBADMSG');
    expect(countDescriptorsOf(folder)).toBe(open);
  });

  test('a closed other end is EPIPE to the sender and ECONNRESET to the receiver', () => {
    const [here, there] = syscalls.socketpair();
    syscalls.close(there);
    try {
      expect(codeOf(() => syscalls.sendWithDescriptors(here, Buffer.from('!'), []))).toBe('EPIPE');
      expect(codeOf(() => syscalls.receiveDescriptor(here))).toBe('ECONNRESET');
    } finally {
      syscalls.close(here);
    }
  });

  test('sending no byte at all is a TypeError', () => {
    const [here] = syscalls.socketpair().map(hold) as [number, number];
    expect(() => syscalls.sendWithDescriptors(here, Buffer.alloc(0), [dirfd])).toThrow(TypeError);
  });

  fullTest('a receiver and a sender that nobody serves give up after 10 s', () => {
    const [here, there] = syscalls.socketpair().map(hold) as [number, number];
    expect(codeOf(() => syscalls.receiveDescriptor(here))).toBe('ETIMEDOUT');
    expect(codeOf(() => syscalls.sendWithDescriptors(there, Buffer.alloc(16 * 1_048_576), []))).toBe(
      'ETIMEDOUT',
    );
  });
});

describe('terminals', () => {
  test('the window size of a terminal is what was set', () => {
    const fd = hold(syscalls.open('/dev/ptmx', O_RDWR | constants.O_NOCTTY));
    syscalls.setWindowSize(fd, { columns: 132, rows: 43 });
    expect(syscalls.getWindowSize(fd)).toEqual({ columns: 132, rows: 43 });
    expect(() => syscalls.setWindowSize(fd, { columns: 65_536, rows: 1 })).toThrow(TypeError);
  });

  test('a file has no window size', () => {
    expect(codeOf(() => syscalls.getWindowSize(openFile('a', O_WRONLY | O_CREAT)))).toBe('ENOTTY');
  });
});

describe('threads', () => {
  test('eight workers and the main thread use the addon at once', async () => {
    for (let at = 0; at < 200; at += 1) syscalls.mkdir(dirfd, `d${at}`, 0o755);
    const workers = Array.from(
      { length: 8 },
      () => new Worker(LISTER, { eval: true, workerData: { addon: addonPath(), folder } }),
    );
    const answers = workers.map(
      (worker) => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject)),
    );
    for (let round = 0; round < 50; round += 1) expect(syscalls.readDirectoryStats(dirfd)).toHaveLength(200);
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 8 }, () => 50 * 200));
    await Promise.all(workers.map(async (worker) => worker.terminate()));
  });
});

function addonPath(): string {
  return new URL(import.meta.resolve('#src/native/syscalls.js')).pathname.replace(/\.js$/, '.node');
}

/** How often this process, whose other threads open files too, holds `path` open. */
function countDescriptorsOf(path: string): number {
  const fd = hold(syscalls.open('/proc/self/fd', O_RDONLY | O_DIRECTORY));
  return syscalls.readDirectory(fd).filter((name) => targetOf(fd, name) === path).length;
}

function targetOf(fd: number, name: string): string | undefined {
  try {
    return syscalls.readlink(fd, name);
  } catch (error) {
    if ((error as SystemError).code === 'ENOENT') return undefined;
    throw error;
  }
}

const READER = `
  const { readSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  const buffer = Buffer.alloc(65536);
  let count = 0;
  while (count < workerData.total) count += readSync(workerData.fd, buffer);
  parentPort.postMessage(count);
`;

const LISTER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const syscalls = require(workerData.addon);
  const fd = syscalls.open(workerData.folder, ${O_RDONLY | O_DIRECTORY});
  let count = 0;
  for (let round = 0; round < 50; round += 1) count += syscalls.readDirectoryStats(fd).length;
  syscalls.close(fd);
  parentPort.postMessage(count);
`;
