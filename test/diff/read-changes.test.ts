import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { hostPath, type RawPath } from '#src/base/bytes-path.js';
import { readChanges } from '#src/diff/read-changes.js';
import { O_DIRECTORY, O_PATH } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { rootTest } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { character, directory, fifo, file, link, symlink, type TreeSpec } from '../fixtures/tree.js';
import { linesOf } from './oracle.js';
import { changesOf, makePart } from './part-fixture.js';

const mtimeNs = 1_234_567_890_123_456_789n;
const same = (content: string) => file(content, { mtimeNs });
const opaque = directory({ xattrs: { 'trusted.overlay.opaque': 'y' } });
const whiteout = character(0, 0);

async function lines(...args: Parameters<typeof changesOf>): Promise<string[]> {
  return linesOf(await changesOf(...args));
}

describe('readChanges', () => {
  test('says nothing of equal trees', async () => {
    const base: TreeSpec = { a: same('a'), 'd/e': same('e'), s: symlink('a', { mtimeNs }) };
    expect(await lines({ lowers: [base], upper: base })).toEqual([]);
    expect(await lines({ lowers: [base], upper: base }, { marks: 'plain' })).toEqual([]);
    expect(await lines({ lowers: [], upper: {} })).toEqual([]);
  });

  test('puts the mount point before every path and link', async () => {
    const upper: TreeSpec = { x: 'x', y: link('x') };
    expect(await lines({ lowers: [{}], upper }, { at: 'work/src' })).toEqual([
      'added "work/src/x" = ["work/src/y"]',
      'added "work/src/y" = ["work/src/x"]',
    ]);
  });

  test('compares the root itself', async () => {
    const upper: TreeSpec = { '': directory({ mode: 0o700 }) };
    const [change] = await changesOf(
      { lowers: [{}, { '': directory({ mode: 0o711 }) }], upper },
      { at: 'work' },
    );
    expect(change).toMatchObject({
      path: 'work',
      kind: 'metadata',
      before: { mode: 0o755 },
      after: { mode: 0o700 },
    });
  });

  test('compares content, not times: a rewrite that kept size and time is found, at any offset', async () => {
    const bytes = Buffer.alloc(700_000, 1);
    const other = Buffer.from(bytes);
    other[699_999] = 2;
    const base: TreeSpec = {
      end: file(bytes, { mtimeNs }),
      equal: file(bytes, { mtimeNs }),
      link: symlink('ab', { mtimeNs }),
    };
    const upper: TreeSpec = {
      end: file(other, { mtimeNs }),
      equal: file(bytes, { mtimeNs }),
      link: symlink('ba', { mtimeNs }),
    };
    expect(await lines({ lowers: [base], upper })).toEqual(['modified "end"', 'modified "link"']);
  });

  test('tells a nanosecond from another', async () => {
    expect(
      await lines({ lowers: [{ f: same('f') }], upper: { f: file('f', { mtimeNs: mtimeNs + 1n }) } }),
    ).toEqual(['metadata "f"']);
  });

  test('adds digests where asked', async () => {
    const sha = (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`;
    const base: TreeSpec = { gone: 'gone', m: file('same', { mode: 0o600 }), both: 'old', sym: symlink('x') };
    const upper: TreeSpec = { m: 'same', both: 'new!', new: 'new', sym: 'now a file' };
    const changes = await changesOf({ lowers: [base], upper }, { marks: 'plain', read: { digests: true } });
    expect(Object.fromEntries(changes.map(({ path, digests }) => [path, digests]))).toEqual({
      both: { before: sha('old'), after: sha('new!') },
      gone: { before: sha('gone') },
      m: { before: sha('same'), after: sha('same') },
      new: { after: sha('new') },
      sym: { after: sha('now a file') },
    });
  });

  test('reads a sparse file of 4 GiB at once', async () => {
    await using dir = await tempDir();
    for (const name of ['lower', 'upper']) {
      syscalls.close(makeDirectory(dir.join(name)));
      await using handle = await open(dir.join(name, 'big'), 'w');
      await handle.truncate(4 * 2 ** 30);
      await handle.write(name === 'upper' ? 'X' : 'x', 3 * 2 ** 30);
    }
    const started = performance.now();
    const part = {
      at: '' as RawPath,
      lowers: [hostPath(dir.join('lower'))],
      upper: hostPath(dir.join('upper')),
      marks: 'plain' as const,
    };
    expect(linesOf(readChanges(part))).toEqual(['modified "big"']);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('stops when the check throws, and leaves no descriptor open', async () => {
    const upper = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`f${index}`, 'x']));
    await using made = await makePart({ lowers: [{}], upper });
    const reports: number[] = [];
    const before = readdirSync('/proc/self/fd').length;
    readChanges(made.part, { onProgress: (paths) => reports.push(paths) });
    expect(reports).toEqual([256, 512, 600]);
    const check = () => {
      throw new Error('stop');
    };
    expect(() => readChanges(made.part, { check })).toThrow('stop');
    expect(readdirSync('/proc/self/fd').length).toBe(before);
  });

  test('groups hard links of a plain copy by names, whatever links lie outside', async () => {
    const base: TreeSpec = {
      a: same('1'),
      b: link('a'),
      c: same('2'),
      d: same('2'),
      e: same('3'),
      f: link('e'),
      g: link('e'),
    };
    const upper: TreeSpec = {
      a: same('1'),
      b: link('a'),
      c: same('2'),
      d: link('c'),
      e: same('3'),
      f: link('e'),
      g: same('3'),
    };
    expect(await lines({ lowers: [base], upper }, { marks: 'plain' })).toEqual([
      'metadata "c" = ["d"]',
      'metadata "d" = ["c"]',
      'metadata "e" = ["f"]',
      'metadata "f" = ["e"]',
      'metadata "g"',
    ]);
  });
});

describe('readChanges of marks made by hand', () => {
  rootTest('drops whiteouts over nothing, and never links whiteouts', async () => {
    const upper: TreeSpec = { a: whiteout, b: link('a'), 'd/x': link('a'), none: link('a') };
    const lowers: TreeSpec[] = [
      { a: whiteout, b: 'b' },
      { a: 'hidden', d: 'file' },
    ];
    expect(await lines({ lowers, upper })).toEqual(['deleted "b"', 'replaced "d"']);
  });

  rootTest('takes an opaque directory for what it shows, over a directory, a file and nothing', async () => {
    const upper: TreeSpec = { d: opaque, 'd/kept': same('k'), f: opaque, 'f/in': '', n: opaque };
    const base: TreeSpec = { 'd/kept': same('k'), 'd/sub/deep': '', f: 'file' };
    expect(await lines({ lowers: [base], upper })).toEqual([
      'deleted "d/sub"',
      'replaced "f"',
      'added "f/in"',
      'added "n"',
    ]);
  });

  rootTest('does not see below a lower file, opaque directory or whiteout', async () => {
    const lowers: TreeSpec[] = [
      { d: {}, o: opaque, 'o/x': '', w: whiteout },
      { d: 'file', 'o/y': '', 'w/z': '' },
      { 'd/below': '', 'o/z': '' },
    ];
    const upper: TreeSpec = { 'd/below': '', 'o/y': '', 'o/z': whiteout, 'w/z': '' };
    expect(await lines({ lowers, upper })).toEqual([
      'added "d/below"',
      'added "o/y"',
      'added "w"',
      'added "w/z"',
    ]);
  });

  rootTest('refuses a redirect or metacopy mark in a lower, and names both', async () => {
    for (const mark of ['redirect', 'metacopy']) {
      const marked = { xattrs: { [`trusted.overlay.${mark}`]: '/secret' } };
      const lowers: TreeSpec[] = [{ d: mark === 'redirect' ? directory(marked) : file('', marked) }];
      const read = changesOf({ lowers, upper: { d: 'x' } });
      await expect(read).rejects.toMatchObject({
        code: 'LAYOVER_OVERLAY_MARK',
        message: expect.stringMatching(new RegExp(`/l0 .*"${mark}" at d`)),
      });
    }
  });

  rootTest('refuses marks in an upper that no mount of ours makes', async () => {
    const marked = (mark: string, value: string) => ({ xattrs: { [mark]: value } });
    const uppers: Array<[TreeSpec, 'trusted' | 'user']> = [
      [{ f: file('', marked('trusted.overlay.metacopy', '')) }, 'trusted'],
      [{ d: directory(marked('trusted.overlay.redirect', '../x')) }, 'trusted'],
      [{ d: directory(marked('trusted.overlay.redirect', '/a/../x')) }, 'trusted'],
      [{ d: directory(marked('user.overlay.redirect', 'x')) }, 'user'],
    ];
    for (const [upper, marks] of uppers) {
      await expect(changesOf({ lowers: [{}], upper }, { marks })).rejects.toMatchObject({
        code: 'LAYOVER_OVERLAY_MARK',
      });
    }
  });

  rootTest('takes the marks of the other style for data', async () => {
    const upper: TreeSpec = {
      d: directory({ xattrs: { 'user.overlay.opaque': 'y', 'user.overlay.redirect': 'x' } }),
    };
    const [change, ...rest] = await changesOf({ lowers: [{ 'd/x': '' }], upper });
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ path: 'd', kind: 'metadata' });
    expect(change?.after?.xattrs.map(([name]) => name)).toEqual([
      'user.overlay.opaque',
      'user.overlay.redirect',
    ]);
  });

  test('reads the whiteout files of fuse-overlayfs', async () => {
    const lowers: TreeSpec[] = [
      { '.wh.gone': '', 'top/.wh..wh..opq': '', 'top/a': '' },
      { gone: '', 'top/b': '', x: '', 'd/y': '', 'e/z': '', p: '' },
    ];
    const upper: TreeSpec = {
      '.wh.x': '',
      '.wh.gone': '',
      '.wh.nothing': '',
      'd/.wh..wh..opq': '',
      'top/b': '',
      e: directory({ xattrs: { 'user.fuseoverlayfs.opaque': 'y' } }),
      gone: '',
    };
    expect(await lines({ lowers, upper }, { marks: 'fuse' })).toEqual([
      'deleted "d/y"',
      'deleted "e/z"',
      'added "gone"',
      'added "top/b"',
      'deleted "x"',
    ]);
  });

  test('obeys the opaque mark that a job can forge on fuse-overlayfs in lowers only', async () => {
    const forged = directory({ xattrs: { 'user.overlay.opaque': 'y' } });
    const lowers: TreeSpec[] = [{ l: forged }, { 'l/x': '', 'u/x': '' }];
    expect(await lines({ lowers, upper: { 'l/x': '', u: forged } }, { marks: 'fuse' })).toEqual([
      'added "l/x"',
    ]);
  });

  rootTest('never opens a FIFO or a device', async () => {
    const base: TreeSpec = { p: fifo({ mtimeNs }), tty: character(5, 0, { mtimeNs }) };
    const upper: TreeSpec = { p: fifo({ mtimeNs }), tty: character(5, 0, { mtimeNs }), q: fifo() };
    expect(await lines({ lowers: [base], upper }, { read: { digests: true } })).toEqual(['added "q"']);
  });
});

describe('readChanges of trees deeper than a path', () => {
  for (const [levels, name] of [
    [10_000, 'd'],
    [30, 'x'.repeat(250)],
  ] as const) {
    test(`reads ${levels} levels of ${name.length} bytes each`, async () => {
      await using dir = await tempDir();
      for (const side of ['lower', 'upper']) makeChain(dir.join(side), { name, levels });
      const part = {
        at: '' as RawPath,
        lowers: [hostPath(dir.join('lower'))],
        upper: hostPath(dir.join('upper')),
        marks: 'trusted' as const,
      };
      expect(readChanges(part).map(({ kind }) => kind)).toEqual(['metadata']);
      const plain = { ...part, marks: 'plain' as const };
      expect(readChanges(plain).map(({ path }) => path.length)).toEqual([levels * (name.length + 1) + 4]);
    });
  }
});

function makeDirectory(path: string): number {
  const here = syscalls.open('/', O_PATH | O_DIRECTORY);
  syscalls.mkdir(here, path.slice(1), 0o755);
  syscalls.close(here);
  return syscalls.open(path, O_PATH | O_DIRECTORY);
}

function makeChain(root: string, { name, levels }: { name: string; levels: number }): void {
  let at = makeDirectory(root);
  for (let level = 0; level < levels; level += 1) {
    syscalls.mkdir(at, name, 0o755);
    const next = syscalls.openat2(at, name, { flags: O_PATH | O_DIRECTORY, resolve: 0 });
    syscalls.close(at);
    at = next;
  }
  syscalls.mknod(at, 'leaf', { mode: 0o100644 });
  syscalls.utimes(at, 'leaf', { mtimeNs: root.endsWith('upper') ? 1n : 2n });
  syscalls.close(at);
}
