import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { hostPath, type RawPath, rawFromText } from '#src/base/bytes-path.js';
import { type CommitToTarOptions, commitToTar } from '#src/commit/to-tar.js';
import type { Change } from '#src/diff/change.js';
import { rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import {
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

interface Bench extends TempDir {
  readonly source: string;
  readonly tar: string;
}

async function bench(source: TreeSpec): Promise<Bench> {
  const dir = await tempDir();
  const place = { ...dir, source: dir.join('source'), tar: dir.join('layer.tar') };
  await mkdir(place.source);
  await tree(place.source, source);
  return place;
}

const commit = (changes: readonly Change[], tar: string, options: Partial<CommitToTarOptions> = {}) =>
  commitToTar(changes, { output: hostPath(tar), ...options });

interface Member {
  readonly name: string;
  readonly type: string;
  readonly mode: number;
  readonly size: number;
  readonly mtime: number;
  readonly link: string;
  readonly owner: readonly [number, number, string, string];
  readonly pax: Readonly<Record<string, string>>;
}

/** The members as Python reads them; names as latin-1, so one byte is one character. */
async function members(tar: string): Promise<Member[]> {
  const script = `
import json, sys, tarfile
raw = lambda text: text.encode('utf-8', 'surrogateescape').decode('latin-1')
with tarfile.open(sys.argv[1], encoding='utf-8', errors='surrogateescape') as tar:
  print(json.dumps([dict(name=raw(m.name), type=m.type.decode(), mode=m.mode, size=m.size, mtime=m.mtime,
    link=raw(m.linkname), owner=[m.uid, m.gid, m.uname, m.gname],
    pax={raw(k): raw(v) for k, v in m.pax_headers.items()}) for m in tar]))`;
  return JSON.parse((await execa('python3', ['-c', script, tar])).stdout) as Member[];
}

async function extract(place: Bench, ...options: string[]): Promise<{ out: string; stderr: string }> {
  const out = place.join('out');
  await mkdir(out, { recursive: true });
  const { stderr } = await execa('tar', ['-x', '-p', '-f', place.tar, '-C', out, ...options]);
  return { out, stderr };
}

const errorCode = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return [(error as { code?: string }).code, (error as Error).message];
  }
  return 'no error';
};

describe('a layer tar', () => {
  test('unpacked by GNU tar equals the source, xattrs, nanoseconds and hard links included', async () => {
    await using place = await bench({
      'dir/': directory({ mode: 0o1775, xattrs: { 'user.d': 'of a directory' } }),
      'dir/file': file('content', {
        mode: 0o640,
        mtimeNs: 1_600_000_000_123_456_789n,
        xattrs: { 'user.k': 'a=b\n\0c', 'user.a': '1' },
      }),
      'dir/old': file('before 1970', { mtimeNs: -1_500_000_000n }),
      'dir/l': symlink('../file', { mtimeNs: 1_000_000_000_000_000_000n }),
      'dir/pipe': fifo({ mode: 0o622 }),
      'dir/ümlaut': 'UTF-8',
      [`${'p'.repeat(120)}/${'n'.repeat(90)}`]: 'splits',
      [`${'n'.repeat(200)}`]: 'does not split',
      [`${'x/'.repeat(150)}deep`]: 'deep',
      'z/first': file('shared', { mtimeNs: 1_600_000_000_500_000_000n }),
      'z/second': link('z/first'),
      'z/third': link('z/first'),
      tool: file('#!', { mode: 0o4755 }),
    });
    const report = commit(additionsOf(place.source), place.tar);
    const { out } = await extract(place, '--xattrs', '--xattrs-include=*');
    const options = { includeRoot: false };
    expect(
      diffSnapshots(await snapshotTree(place.source, options), await snapshotTree(out, options)),
    ).toEqual([]);
    expect([report.skipped, report.stripped]).toEqual([[], []]);
    const link2 = (await members(place.tar)).filter(({ type }) => type === '1');
    expect(link2.map(({ name, link: to, size }) => [name, to, size])).toEqual([
      ['z/second', 'z/first', 0],
      ['z/third', 'z/first', 0],
    ]);
  });

  test('names that are no UTF-8 are marked as binary, and Python and GNU tar read them', async () => {
    await using place = await bench([
      [Buffer.from('bad\xff\xfe', 'latin1'), 'one'],
      ['link', symlink(Buffer.from('to\xff', 'latin1'))],
    ]);
    commit(additionsOf(place.source), place.tar);
    const [first, second] = await members(place.tar);
    expect([first?.name, first?.pax['hdrcharset']]).toEqual(['bad\xff\xfe', 'BINARY']);
    expect([second?.link, second?.pax['hdrcharset']]).toEqual(['to\xff', 'BINARY']);
    const { out } = await extract(place);
    expect((await readdir(out, { encoding: 'latin1' })).sort()).toEqual(['bad\xff\xfe', 'link']);
  });

  test('has PAX records only where the header does not say it all', async () => {
    await using place = await bench({
      plain: file('x', { mtimeNs: 1_600_000_000_000_000_000n }),
      subsecond: file('x', { mtimeNs: 1_600_000_000_100_000_000n }),
    });
    commit(additionsOf(place.source), place.tar);
    const [plain, subsecond] = await members(place.tar);
    expect(plain?.pax).toEqual({});
    expect(subsecond?.pax).toEqual({ mtime: '1600000000.1' });
    expect(plain?.owner.slice(2)).toEqual(['', '']);
    expect((await readFile(place.tar)).length).toBe(512 * (2 + 4 + 2));
  });

  test('is the same bytes each time, for a file and for a descriptor', async () => {
    await using place = await bench({
      a: file('x', { xattrs: { 'user.b': '2', 'user.a': '1' } }),
      'd/e': 'y',
    });
    const changes = additionsOf(place.source);
    commit(changes, place.tar);
    const fd = openSync(place.join('again'), 'w');
    commitToTar(changes, { output: fd });
    closeSync(fd);
    expect((await readFile(place.join('again'))).equals(await readFile(place.tar))).toBe(true);
    expect((await stat(place.tar)).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  test('holds whiteouts for deletions, before everything that is added', async () => {
    await using place = await bench({ 'd/a': 'new', 'd/x': symlink('y') });
    const changes = [
      changeOf('added', place.source, 'd/a'),
      deletion('d/b'),
      deletion('d/sub'),
      changeOf('replaced', place.source, 'd/x'),
      deletion('zz'),
    ];
    const report = commit(changes, place.tar);
    const found = await members(place.tar);
    expect(found.map(({ name }) => name)).toEqual(['d/.wh.b', 'd/.wh.sub', '.wh.zz', 'd/a', 'd/x']);
    expect(found[0]).toMatchObject({ type: '0', mode: 0, size: 0, mtime: 0, owner: [0, 0, '', ''], pax: {} });
    expect(report.applied).toBe(5);
  });

  test('refuses names that would be read as deletions', async () => {
    await using place = await bench({ 'd/.wh.x': 'x', '.wh.d/in': 'y' });
    for (const path of ['d/.wh.x', '.wh.d/in']) {
      const error = errorCode(() => commit([changeOf('added', place.source, path)], place.tar));
      expect(error).toEqual(['LAYOVER_COMMIT_PATH', expect.stringContaining(path)]);
    }
    const opaque = errorCode(() => commit([deletion('.wh..wh..opq')], place.tar));
    expect(opaque).toEqual(['LAYOVER_COMMIT_PATH', expect.stringContaining('opq')]);
    expect(await readdir(place.path)).toEqual(['source']);
  });

  test('refuses xattr names that would be read as another value, and leaves no file', async () => {
    await using place = await bench({ f: file('', { xattrs: { 'user.a=path': 'x' } }) });
    const error = errorCode(() => commit(additionsOf(place.source), place.tar));
    expect(error).toEqual(['LAYOVER_COMMIT_PATH', expect.stringContaining('user.a=path')]);
    expect(await readdir(place.path)).toEqual(['source']);
  });

  test('skips sockets and names empty xattrs, which no tar can hold', async () => {
    await using place = await bench({ s: socket(), f: file('x', { xattrs: { 'user.empty': '' } }) });
    const report = commit(additionsOf(place.source), place.tar);
    expect(report.skipped).toEqual([{ path: 's', reason: 'a socket, which no tar can hold' }]);
    expect(report.stripped).toEqual([{ path: 'f', what: '1 xattr' }]);
    expect((await members(place.tar)).map(({ name }) => name)).toEqual(['f']);
  });

  test('keeps ids and times that are too large for a header', async () => {
    await using place = await bench({ f: 'x' });
    const [change] = additionsOf(place.source);
    const after = {
      ...(change as Change).after,
      uid: 4_000_000_000,
      gid: 2_097_152,
      mtimeNs: 2n ** 33n * 10n ** 9n,
    };
    commit([{ ...change, after } as Change], place.tar);
    const [member] = await members(place.tar);
    expect(member?.owner.slice(0, 2)).toEqual([4_000_000_000, 2_097_152]);
    expect(member?.pax).toEqual({ gid: '2097152', mtime: '8589934592', uid: '4000000000' });
  });

  test('holds sparse files in full', async () => {
    await using place = await bench({ sparse: '' });
    const fd = openSync(`${place.source}/sparse`, 'r+');
    ftruncateSync(fd, 5_000_000);
    closeSync(fd);
    expect(commit(additionsOf(place.source), place.tar).bytes).toBe(5_000_000);
    expect((await members(place.tar))[0]?.size).toBe(5_000_000);
    await execa('tar', ['-df', place.tar, '-C', place.source]);
  });

  test('with `from` and `includes` holds only what was asked for, by its place below `from`', async () => {
    await using place = await bench({ 'out/a': 'x', 'out/b': 'y', other: 'z' });
    const includes = (path: RawPath): boolean => path !== 'out/b';
    commit(additionsOf(place.source), place.tar, { from: rawFromText('out'), includes });
    expect((await members(place.tar)).map(({ name }) => name)).toEqual(['.', 'a']);
  });

  rootTest('holds devices, owners and capabilities', async () => {
    const version3 = Buffer.from('010000030004000000000000000000000000000000000000', 'hex');
    version3.writeUInt32LE(100_000, 20);
    await using place = await bench({
      null: character(1, 3, { uid: 12, gid: 34 }),
      tool: file('x', { xattrs: { 'security.capability': version3 } }),
    });
    commit(additionsOf(place.source), place.tar);
    const { out } = await extract(place, '--xattrs', '--xattrs-include=*');
    const { entries } = await snapshotTree(out);
    expect(entries.get('null' as RawPath)).toMatchObject({
      type: 'character',
      device: '103',
      uid: 12,
      gid: 34,
    });
    const capability = Buffer.from(
      entries.get('tool' as RawPath)?.xattrs['security.capability'] ?? '',
      'base64',
    );
    expect(capability.toString('hex')).toBe('0100000200040000000000000000000000000000');
  });

  test('an output that cannot be written is named', async () => {
    await using place = await bench({ f: 'x' });
    const error = errorCode(() => commit(additionsOf(place.source), place.join('no/such.tar')));
    expect(error).toEqual(['LAYOVER_COMMIT_TARGET', expect.stringContaining('no/such.tar')]);
  });
});

test('a tar can be written into a pipe', async () => {
  await using place = await bench({ f: Buffer.alloc(300_000, 'x') });
  const script = `
    import { commitToTar } from '#src/commit/to-tar.js';
    const after = { type: 'file', mode: 420, uid: 0, gid: 0, size: 300000, mtimeNs: 0n, xattrs: [],
      source: { root: process.argv[1], path: 'f' } };
    commitToTar([{ path: 'f', kind: 'added', after }], { output: 1 });`;
  const node = execa(process.execPath, ['--input-type=module', '-e', script, place.source]);
  const { stdout } = await node.pipe('tar', ['-tv']);
  expect(stdout).toMatch(/300000 .* f$/);
});
