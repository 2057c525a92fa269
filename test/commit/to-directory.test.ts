import { closeSync, ftruncateSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import {
  link as hardLink,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  writeFile,
} from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { type RawPath, rawFromText } from '#src/base/bytes-path.js';
import type { LayoverError } from '#src/base/errors.js';
import type { Change } from '#src/diff/change.js';
import { rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import {
  block,
  character,
  directory,
  fifo,
  file,
  link,
  socket,
  symlink,
  type TreeSpec,
  tree,
} from '../fixtures/tree.js';
import { additionsOf, changeOf, deletion } from './changes.js';
import { bench, commit, stateFor } from './target-fixture.js';

async function expectEqualTrees(left: string, right: string): Promise<void> {
  const options = { includeRoot: false };
  expect(diffSnapshots(await snapshotTree(left, options), await snapshotTree(right, options))).toEqual([]);
}

async function leftovers(root: string): Promise<string[]> {
  return (await readdir(root, { recursive: true })).filter((name) => name.includes('.layover-'));
}

const errorOf = (action: () => unknown): LayoverError => {
  try {
    action();
  } catch (error) {
    return error as LayoverError;
  }
  throw new Error('It did not fail');
};

describe('every type over every type', () => {
  const made: ReadonlyArray<readonly [string, TreeSpec]> = [
    ['a file', { x: file('new\n', { mode: 0o640, mtimeNs: 1_500_000_000_123_456_789n }) }],
    ['a directory', { 'x/': directory({ mode: 0o750 }), 'x/in': 'side' }],
    ['a symlink', { x: symlink('../else/where', { mtimeNs: 1_400_000_000_000_000_001n }) }],
    ['a fifo', { x: fifo({ mode: 0o600 }) }],
    ['a hard-link group', { x: 'shared', y: link('x') }],
  ];
  const present: ReadonlyArray<readonly [string, TreeSpec]> = [
    ['nothing', {}],
    ['a file', { x: 'old' }],
    ['a directory with content', { 'x/old/deep': 'old' }],
    ['a symlink to a directory', { x: symlink('/etc') }],
    ['a fifo', { x: fifo() }],
  ];
  for (const [newName, source] of made) {
    for (const [oldName, target] of present) {
      for (const kind of ['added', 'replaced'] as const) {
        test(`${newName}, ${kind}, takes the place of ${oldName}`, async () => {
          await using place = await bench(source, target);
          const isMerge =
            newName === 'a directory' && oldName === 'a directory with content' && kind === 'added';
          const changes = additionsOf(place.source).map((one) => (one.path === 'x' ? { ...one, kind } : one));
          commit(changes, place.target);
          if (isMerge) await tree(place.source, { 'x/old/deep': 'old' });
          if (isMerge) expect(await readFile(`${place.target}/x/old/deep`, 'utf8')).toBe('old');
          else await expectEqualTrees(place.source, place.target);
          expect(await leftovers(place.target)).toEqual([]);
        });
      }
    }
  }
  for (const [oldName, target] of present) {
    test(`a deletion removes ${oldName}`, async () => {
      await using place = await bench({}, target);
      commit([deletion('x'), deletion('y'), deletion('no/such/parent')], place.target);
      expect(await readdir(place.target)).toEqual([]);
    });
  }
});

describe('what is kept of an object', () => {
  rootTest('a faithful commit of a tree into a new directory is an exact copy', async () => {
    await using place = await bench({
      'dir/': directory({ mode: 0o1775, mtimeNs: 1_111_111_111_000_000_007n, xattrs: { 'user.d': 'v' } }),
      'dir/file': file('content', { mode: 0o4755, mtimeNs: -1_500_000_001n, xattrs: { 'user.k': 'a=b\0c' } }),
      'dir/locked/': directory({ mode: 0 }),
      'dir/link': symlink('file', { mtimeNs: 5n }),
      'dir/pipe': fifo({ mode: 0o622 }),
      'dir/sock': socket(),
      a: 'shared',
      'dir/b': link('a'),
      'dir/c': link('a'),
    });
    const target = place.join('new');
    const report = commit(additionsOf(place.source), target, { faithful: true });
    await expectEqualTrees(place.source, target);
    expect(report).toMatchObject({ applied: 9, bytes: 13, skipped: [], stripped: [] });
    const [left, right] = await Promise.all([lstat(`${place.source}/dir`), lstat(`${target}/dir`)]);
    expect(right.mtimeMs).toBe(left.mtimeMs);
  });

  test('by default setuid, setgid and sockets stay behind, and the report names them', async () => {
    await using place = await bench({
      tool: file('#!', { mode: 0o6755 }),
      'dir/': directory({ mode: 0o3777 }),
      sock: socket(),
    });
    const report = commit(additionsOf(place.source), place.target);
    expect((await stat(`${place.target}/tool`)).mode & 0o7777).toBe(0o755);
    expect((await stat(`${place.target}/dir`)).mode & 0o7777).toBe(0o1777);
    expect(report.applied).toBe(2);
    expect(report.skipped).toEqual([
      { path: 'sock', reason: 'a socket without the process that listened on it' },
    ]);
    expect(report.stripped).toEqual([
      { path: 'tool', what: 'setuid' },
      { path: 'tool', what: 'setgid' },
      { path: 'dir', what: 'setgid' },
    ]);
  });

  test('a setgid directory of the target stays one', async () => {
    await using place = await bench(
      { 'dir/': directory({ mode: 0o2750 }) },
      { 'dir/': directory({ mode: 0o2755 }) },
    );
    commit([changeOf('metadata', place.source, 'dir')], place.target);
    expect((await stat(`${place.target}/dir`)).mode & 0o7777).toBe(0o2750);
  });

  test('by default only plain user xattrs are kept, and an existing directory loses those that went', async () => {
    await using place = await bench(
      {
        'd/': directory({ xattrs: { 'user.new': '1' } }),
        f: file('', { xattrs: { 'user.k': 'v', 'user.overlay.opaque': 'y' } }),
      },
      { 'd/': directory({ xattrs: { 'user.old': '0' } }) },
    );
    const report = commit(additionsOf(place.source), place.target);
    const { entries } = await snapshotTree(place.target);
    expect(Object.keys(entries.get('d' as RawPath)?.xattrs ?? {})).toEqual(['user.new']);
    expect(Object.keys(entries.get('f' as RawPath)?.xattrs ?? {})).toEqual(['user.k']);
    expect(report.stripped).toEqual([{ path: 'f', what: '1 xattr' }]);
  });

  rootTest(
    'as root, owners are kept, and a faithful commit also makes devices and capabilities',
    async () => {
      const capability = Buffer.from('0100000200040000000000000000000000000000', 'hex');
      await using place = await bench({
        f: file('x', { uid: 1234, gid: 4321, mode: 0o4711, xattrs: { 'security.capability': capability } }),
        null: character(1, 3),
        disk: block(7, 99),
        l: symlink('f', { uid: 7, gid: 8 }),
      });
      const report = commit(additionsOf(place.source), place.target);
      const safe = await stat(`${place.target}/f`);
      expect([safe.uid, safe.gid, safe.mode & 0o7777]).toEqual([1234, 4321, 0o711]);
      expect(report.skipped.map(({ path, reason }) => [path, reason])).toEqual([
        ['disk', 'a block device'],
        ['null', 'a character device'],
      ]);
      expect(report.stripped).toContainEqual({ path: 'f', what: '1 xattr' });
      const target = place.join('faithful');
      commit(additionsOf(place.source), target, { faithful: true });
      await expectEqualTrees(place.source, target);
    },
  );
});

test('a faithful commit keeps an ACL, and none that the target would pass on', async () => {
  // Version 2, then tag, permissions and id: owner, one user, group, mask, others.
  const acl = (user: number): Buffer =>
    Buffer.from(
      `02000000 01000700ffffffff 02000700${user.toString(16).padStart(2, '0')}000000 04000500ffffffff
       10000700ffffffff 20000000ffffffff`.replace(/\s+/g, ''),
      'hex',
    );
  await using place = await bench(
    {
      'd/': {},
      'd/plain': 'x',
      'd/listed': file('x', { mode: 0o770, xattrs: { 'system.posix_acl_access': acl(7) } }),
    },
    { 'd/': directory({ xattrs: { 'system.posix_acl_default': acl(8) } }) },
  );
  commit(additionsOf(place.source), place.target, { faithful: true });
  await expectEqualTrees(place.source, place.target);
});

describe('with fewer privileges', () => {
  const unprivileged =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set', '-all', '--inh-caps', '-all'] : ['env'];

  /** Commits `change` in a process of its own, started by `prefix`; its report or its error. */
  async function commitIn(prefix: readonly string[], change: Change, options: object): Promise<unknown> {
    const script = `
      import { commitToDirectory } from '#src/commit/to-directory.js';
      const [change, options] = JSON.parse(process.argv[1], (key, value) => key === 'mtimeNs' ? BigInt(value) : value);
      try {
        console.log(JSON.stringify(commitToDirectory([change], options)));
      } catch (error) {
        console.log(JSON.stringify({ code: error.code, message: error.message }));
      }`;
    const input = JSON.stringify(
      [change, { ...stateFor((options as { target: string }).target), onConflict: 'ours', ...options }],
      (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
    );
    const [command = '', ...args] = [...prefix, process.execPath, '--input-type=module', '-e', script, input];
    return JSON.parse((await execa(command, args)).stdout);
  }

  test('a foreign owner is reported by default, and an error when faithful', async () => {
    await using place = await bench({ f: 'x' });
    const change = changeOf('added', place.source, 'f');
    const foreign = { ...change, after: { ...change.after, uid: 1234, gid: 1234 } } as Change;
    const report = await commitIn(unprivileged, foreign, { target: place.target });
    expect(report).toMatchObject({ applied: 1, stripped: [{ path: 'f', what: 'owner 1234:1234' }] });
    const error = await commitIn(unprivileged, foreign, { target: place.join('other'), faithful: true });
    expect(error).toMatchObject({ code: 'LAYOVER_COMMIT_PATH', message: expect.stringContaining('EPERM') });
    expect(await readdir(place.path)).not.toContain('other');
  });

  test('a directory that may not be written is an error that names the path and the errno', async () => {
    await using place = await bench({ 'd/f': 'x' }, { 'd/': directory({ mode: 0o555 }) });
    const error = await commitIn(unprivileged, changeOf('added', place.source, 'd/f'), {
      target: place.target,
    });
    expect(error).toMatchObject({
      code: 'LAYOVER_COMMIT_PATH',
      message: expect.stringMatching(/^d\/f .*EACCES/),
    });
  });

  rootTest('a mount inside the target is written to, and never removed or replaced', async () => {
    await using place = await bench({ 'd/f': 'x', file: 'y' }, { 'd/': {} });
    const mnt = `${place.target}/d`;
    const mountedWith = (left: string): readonly string[] => [
      ...['unshare', '-m', '--propagation', 'private', 'sh', '-ec'],
      `mount -t tmpfs none ${mnt}; touch ${mnt}/kept; "$0" "$@"; mountpoint -q ${mnt}; test "$(ls ${mnt} | tr '\\n' ' ')" = '${left} '`,
    ];
    const added = await commitIn(mountedWith('f kept'), changeOf('added', place.source, 'd/f'), {
      target: place.target,
    });
    expect(added).toMatchObject({ applied: 1 });
    expect(await readdir(mnt)).toEqual([]);
    const replaced = { ...changeOf('added', place.source, 'file'), path: 'd' as RawPath };
    for (const change of [deletion('d'), replaced]) {
      expect(await commitIn(mountedWith('kept'), change, { target: place.target })).toMatchObject({
        code: 'LAYOVER_COMMIT_TARGET',
        message: expect.stringContaining('mount point'),
      });
    }
  });

  rootTest('a file that the host made immutable stays, and its directory keeps its mode', async () => {
    await using place = await bench({}, { 'd/': directory({ mode: 0o751 }), 'd/f': 'kept' });
    await execa('chattr', ['+i', `${place.target}/d/f`]);
    try {
      const error = errorOf(() => commit([deletion('d')], place.target));
      expect([error.code, error.message]).toEqual(['LAYOVER_COMMIT_PATH', expect.stringContaining('EPERM')]);
      expect((await stat(`${place.target}/d`)).mode & 0o777).toBe(0o751);
    } finally {
      await execa('chattr', ['-i', `${place.target}/d/f`]);
    }
  });
});

describe('names', () => {
  test('bytes that are no text, names of 255 bytes, quotes and newlines arrive as they are', async () => {
    await using place = await bench([
      [Buffer.from('bad\xff\xfe', 'latin1'), 'one'],
      [Buffer.from('bad\xfe\xff', 'latin1'), 'two'],
      ['n'.repeat(255), 'long'],
      ['"new\nline\\', 'quoted'],
      ['-rf', 'option'],
    ]);
    commit(additionsOf(place.source), place.target);
    await expectEqualTrees(place.source, place.target);
  });

  test('a path of more than 3,000 bytes is made and deleted', async () => {
    const deep = Array.from({ length: 15 }, (_, level) => `${level}-${'d'.repeat(200)}`).join('/');
    await using place = await bench({ [`${deep}/leaf`]: 'deep' });
    commit(additionsOf(place.source), place.target);
    await expectEqualTrees(place.source, place.target);
    commit([deletion(deep.split('/')[0] ?? '')], place.target);
    expect(await readdir(place.target)).toEqual([]);
  });

  test('missing parents are made with mode 0755', async () => {
    await using place = await bench({ 'p/q/f': 'x' });
    commit([changeOf('added', place.source, 'p/q/f')], place.target);
    expect((await stat(`${place.target}/p/q`)).mode & 0o7777).toBe(0o755);
  });
});

describe('the target is protected', () => {
  test('a symlink in the place of a parent directory stops the commit, and nothing behind it is touched', async () => {
    await using place = await bench({ 'build/x': 'evil' }, { 'ok/': {} });
    const canary = place.join('canary');
    await mkdir(canary);
    await tree(canary, { x: 'safe', y: 'safe' });
    await tree(place.target, { build: symlink(canary) });
    const before = await snapshotTree(canary, { exact: true });
    for (const changes of [[changeOf('modified', place.source, 'build/x')], [deletion('build/y')]]) {
      const error = errorOf(() => commit(changes, place.target));
      expect(error.code).toBe('LAYOVER_COMMIT_CONFLICT');
      expect(error.details.join()).toContain('its directory build is a symlink');
    }
    expect(diffSnapshots(before, await snapshotTree(canary, { exact: true }))).toEqual([]);
    expect(await readlink(`${place.target}/build`)).toBe(canary);
  });

  test('a symlink or a FIFO at the path itself is replaced, never opened', async () => {
    await using place = await bench({ out: 'new', pipe: 'new' }, { pipe: fifo() });
    await tree(place.path, { canary: 'safe' });
    await tree(place.target, { out: symlink(place.join('canary')) });
    commit(
      [changeOf('modified', place.source, 'out'), changeOf('modified', place.source, 'pipe')],
      place.target,
    );
    expect(await readFile(place.join('canary'), 'utf8')).toBe('safe');
    await expectEqualTrees(place.source, place.target);
  });

  test('another name of a file in the target keeps its bytes, mode and times', async () => {
    await using place = await bench({ a: file('new', { mode: 0o600 }) }, { a: file('old', { mode: 0o644 }) });
    await hardLink(`${place.target}/a`, place.join('other'));
    const before = await stat(place.join('other'));
    commit([changeOf('metadata', place.source, 'a')], place.target);
    const after = await stat(place.join('other'));
    expect(await readFile(place.join('other'), 'utf8')).toBe('old');
    expect([after.mode, after.mtimeMs]).toEqual([before.mode, before.mtimeMs]);
    expect(await readFile(`${place.target}/a`, 'utf8')).toBe('new');
  });

  test('a file in the place of a parent directory is an error that names it', async () => {
    await using place = await bench({ 'a/b': 'x' }, { a: 'file' });
    const error = errorOf(() => commit([changeOf('added', place.source, 'a/b')], place.target));
    expect([error.code, ...error.details]).toEqual([
      'LAYOVER_COMMIT_CONFLICT',
      expect.stringContaining('no directory'),
    ]);
  });

  test('a target that is a file, or lies in no directory, is refused', async () => {
    await using place = await bench({}, { f: 'x' });
    for (const target of [`${place.target}/f`, `${place.target}/no/such`]) {
      expect(errorOf(() => commit([], target)).code).toBe('LAYOVER_COMMIT_TARGET');
    }
  });

  test('a source that is no longer the file of the diff is refused, and leaves no temporary file', async () => {
    await using place = await bench({ f: 'seen', g: 'seen' });
    const changes = [changeOf('added', place.source, 'f'), changeOf('added', place.source, 'g')];
    await writeFile(`${place.source}/f`, 'something longer');
    expect(errorOf(() => commit(changes.slice(0, 1), place.target)).code).toBe('LAYOVER_TREE_CHANGED');
    await tree(place.source, { g: fifo() });
    expect(errorOf(() => commit(changes.slice(1), place.target)).code).toBe('LAYOVER_TREE_CHANGED');
    await tree(place.source, { g: symlink('f') });
    expect(errorOf(() => commit(changes.slice(1), place.target)).code).toBe('LAYOVER_TREE_CHANGED');
    expect(await readdir(place.target)).toEqual([]);
  });

  test('a failure names the path, the errno and the target', async () => {
    await using place = await bench({ f: 'x' });
    const change = changeOf('added', place.source, 'f');
    await tree(place.source, { f: { kind: 'absent' } });
    const error = errorOf(() => commit([change], place.target));
    expect(error.code).toBe('LAYOVER_COMMIT_PATH');
    expect(error.message).toMatch(/^f \(added\) could not be applied to .*ENOENT/);
    expect(error.message).toContain(place.target);
  });
});

describe('content', () => {
  test('a sparse file of 4 GiB is copied at once and stays sparse', async () => {
    await using place = await bench({ sparse: '' });
    const fd = openSync(`${place.source}/sparse`, 'r+');
    ftruncateSync(fd, 4 * 1024 ** 3);
    writeSync(fd, 'middle', 2 * 1024 ** 3 + 5);
    closeSync(fd);
    const started = performance.now();
    commit([changeOf('added', place.source, 'sparse')], place.target);
    expect(performance.now() - started).toBeLessThan(2_000);
    const copy = statSync(`${place.target}/sparse`);
    expect(copy.size).toBe(4 * 1024 ** 3);
    expect(copy.blocks).toBeLessThan(64);
    const check = openSync(`${place.target}/sparse`, 'r');
    const buffer = Buffer.alloc(6);
    readSync(check, buffer, 0, 6, 2 * 1024 ** 3 + 5);
    closeSync(check);
    expect(buffer.toString()).toBe('middle');
  });

  test('large content crosses to another file system whole', async () => {
    await using place = await bench({ big: Buffer.alloc(3_000_001, 'abc') });
    await using other = await tempDir({ parent: '/dev/shm' });
    commit(additionsOf(place.source), other.join('target'), stateFor(place.target));
    await expectEqualTrees(place.source, other.join('target'));
  });

  test('members of a hard-link group become one inode, also over existing files', async () => {
    await using place = await bench(
      { 'a/1': 'x', 'b/2': link('a/1'), 'c/3': link('a/1') },
      { 'a/1': 'old', 'b/2': 'older' },
    );
    const report = commit(additionsOf(place.source), place.target);
    await expectEqualTrees(place.source, place.target);
    expect((await stat(`${place.target}/c/3`)).nlink).toBe(3);
    expect(report.bytes).toBe(1);
  });
});

describe('what is taken', () => {
  test('with `from`, a directory of the view stands for the target', async () => {
    await using place = await bench({
      'work/out/': directory({ mode: 0o711 }),
      'work/out/f': 'x',
      'work/other': 'y',
      etc: 'z',
    });
    const report = commit(additionsOf(place.source), place.target, { from: rawFromText('work/out') });
    expect(await readdir(place.target)).toEqual(['f']);
    expect((await stat(place.target)).mode & 0o777).toBe(0o711);
    expect(report.applied).toBe(2);
  });

  test('the root of the view itself is left out, but where everything is to be faithful', async () => {
    await using place = await bench({ f: 'x' });
    const before = (await stat(place.target)).mode;
    await execa('chmod', ['711', place.source]);
    const changes = [changeOf('metadata', place.source, ''), ...additionsOf(place.source)];
    const report = commit(changes, place.target);
    expect(report.skipped).toEqual([{ path: '', reason: expect.stringContaining('--faithful') }]);
    expect([(await stat(place.target)).mode, await readdir(place.target)]).toEqual([before, ['f']]);
    commit(changes, place.target, { faithful: true });
    expect((await stat(place.target)).mode & 0o777).toBe(0o711);
  });

  test('a `from` that the job removed or replaced is refused', async () => {
    await using place = await bench({ work: 'a file' });
    for (const change of [deletion('work'), changeOf('replaced', place.source, 'work')]) {
      const error = errorOf(() => commit([change], place.target, { from: rawFromText('work/out') }));
      expect(error.code).toBe('LAYOVER_COMMIT_TARGET');
    }
  });

  test('`includes` chooses by the path in the view, and progress counts what was chosen', async () => {
    await using place = await bench({ 'a/1': 'x', 'a/2': 'y', b: 'z' });
    const seen: number[][] = [];
    commit(additionsOf(place.source), place.target, {
      from: rawFromText('a'),
      includes: (path: string) => path !== 'a/2',
      onProgress: (...step: number[]) => seen.push(step),
    });
    expect(await readdir(place.target)).toEqual(['1']);
    expect(seen).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  test('a check that throws stops the commit, and nothing of it stays', async () => {
    await using place = await bench({ a: '', b: '', c: '' });
    let left = 2;
    const checkCanceled = (): void => {
      left -= 1;
      if (left < 0) throw new Error('enough');
    };
    expect(errorOf(() => commit(additionsOf(place.source), place.target, { checkCanceled })).message).toBe(
      'enough',
    );
    expect(await readdir(place.target)).toEqual([]);
  });

  test('attributes of a directory are set after everything in it', async () => {
    const mtimeNs = 1_234_567_890_000_000_000n;
    await using place = await bench(
      { 'd/': directory({ mode: 0o555, mtimeNs }), 'd/e/': directory({ mtimeNs }), 'd/e/f': 'x' },
      { 'd/gone': '' },
    );
    commit([...additionsOf(place.source), deletion('d/gone')], place.target);
    for (const path of ['d', 'd/e'])
      expect((await stat(`${place.target}/${path}`)).mtimeMs).toBe(1_234_567_890_000);
    expect((await stat(`${place.target}/d`)).mode & 0o777).toBe(0o555);
  });
});
