import * as fs from 'node:fs';
import { mkdir } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostPath, ROOT_PATH, rawFromText } from '#src/base/bytes-path.js';
import { readChanges } from '#src/diff/read-changes.js';
import { AT_FDCWD } from '#src/native/constants.js';
import { syscalls } from '#src/native/syscalls.js';
import { NameCalls } from '#src/worker/portable/change-names.js';
import { FileCalls } from '#src/worker/portable/file-calls.js';
import { takeHostFiles } from '#src/worker/portable/host-files.js';
import { ListCalls } from '#src/worker/portable/list-calls.js';
import { PortableView } from '#src/worker/portable/view.js';
import type { Operation } from '../diff/kernel-job.js';
import { expectedLines, linesOf } from '../diff/oracle.js';
import { isFullRun, rootTest } from '../fixtures/requirements.js';
import { snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { character, file, symlink, type TreeNode, type TreeSpec, tree } from '../fixtures/tree.js';
import { changesOf, openJobs } from './jobs.js';

const RUNS = Number(process.env['LAYOVER_TEST_RUNS'] ?? (isFullRun ? 5_000 : 500));

const name = fc.constantFrom('a', 'b', 'c');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('/'));
const content = fc.constantFrom('', 'x', 'y', 'long');
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('write'), path, content) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('append', 'open'), path) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('remove', 'mkdir', 'rmdir', 'unlink'), path) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('rename', 'copy'), path, path) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('link', 'symlink'), path, path) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom('chmod', 'touch', 'truncate'), path, fc.constantFrom(1, 2)),
  },
);
const leaf: fc.Arbitrary<TreeNode> = fc.oneof(
  { weight: 6, arbitrary: content.map((text) => file(text, { mtimeNs: 1_000_000_007n })) },
  { weight: 1, arbitrary: fc.constantFrom(symlink('a'), symlink('/b/c'), symlink('../a')) },
  { weight: 2, arbitrary: fc.constant<TreeNode>({ kind: 'directory' }) },
);
const opaque: TreeNode = { kind: 'directory', xattrs: { 'user.overlay.opaque': 'y' } };
const mark: fc.Arbitrary<TreeNode> = fc.constantFrom(opaque, character(0, 0));

function lowerOf(node: fc.Arbitrary<TreeNode>): fc.Arbitrary<TreeSpec> {
  return fc
    .uniqueArray(fc.tuple(path, node), { maxLength: 8, selector: ([at]) => at })
    .map((pairs) =>
      pairs
        .filter(
          ([at, one]) => one.kind === 'directory' || !pairs.some(([other]) => other.startsWith(`${at}/`)),
        )
        .sort(([left], [right]) => (left < right ? -1 : 1)),
    );
}

const lowers: fc.Arbitrary<TreeSpec[]> = fc.oneof(
  lowerOf(leaf).map((one) => [one]),
  fc.tuple(lowerOf(fc.oneof({ weight: 3, arbitrary: leaf }, { weight: 2, arbitrary: mark })), lowerOf(leaf)),
  fc.tuple(lowerOf(fc.oneof(leaf, mark)), lowerOf(fc.oneof(leaf, mark)), lowerOf(leaf)),
);

type Files = Pick<
  typeof fs,
  | 'writeFileSync'
  | 'appendFileSync'
  | 'openSync'
  | 'rmSync'
  | 'mkdirSync'
  | 'rmdirSync'
  | 'unlinkSync'
  | 'renameSync'
  | 'copyFileSync'
  | 'linkSync'
  | 'symlinkSync'
  | 'chmodSync'
  | 'utimesSync'
  | 'truncateSync'
  | 'readdirSync'
  | 'lstatSync'
  | 'statSync'
  | 'readFileSync'
  | 'readlinkSync'
>;

/** What an operation came to: a code, or nothing. Links to absolute places lead into the view. */
function apply(files: Files, at: (path: string) => string, [action, first, second]: Operation): string {
  const one = at(String(first));
  const two = at(String(second));
  const actions: Record<string, () => unknown> = {
    write: () => files.writeFileSync(one, String(second)),
    append: () => files.appendFileSync(one, '+'),
    open: () => fs.closeSync(files.openSync(one, 'r+')),
    remove: () => files.rmSync(one, { recursive: true }),
    mkdir: () => files.mkdirSync(one),
    rmdir: () => files.rmdirSync(one),
    unlink: () => files.unlinkSync(one),
    rename: () => files.renameSync(one, two),
    copy: () => files.copyFileSync(one, two),
    link: () => files.linkSync(one, two),
    symlink: () => files.symlinkSync(String(first), two),
    chmod: () => files.chmodSync(one, second === 1 ? 0o600 : 0o755),
    touch: () => files.utimesSync(one, Number(second), Number(second)),
    truncate: () => files.truncateSync(one, Number(second)),
  };
  try {
    actions[action]?.();
    return '';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return code;
  }
}

interface Pair extends AsyncDisposable {
  readonly dir: TempDir;
  readonly portable: Files;
  readonly lowers: string[];
}

async function openPair(specs: readonly TreeSpec[]): Promise<Pair> {
  const dir = await tempDir({ parent: '/dev/shm' });
  const names = specs.map((_, index) => dir.join(`l${index}`));
  for (const path of [...names, dir.join('upper')]) await mkdir(path, { mode: 0o755 });
  for (const [index, spec] of specs.entries()) await tree(dir.join(`l${index}`), spec);
  const view = new PortableView({
    host: takeHostFiles(),
    places: [
      {
        at: '',
        stack: { upper: rawFromText(dir.join('upper')), lowers: names.map(rawFromText), isReadOnly: false },
      },
    ],
    lowerOpaque: 'user.overlay.opaque',
    code: [],
    cwd: '/',
  });
  const portable = { ...new FileCalls(view).calls, ...new NameCalls(view), ...new ListCalls(view) };
  return {
    dir,
    portable: portable as unknown as Files,
    lowers: names,
    [Symbol.asyncDispose]: () => dir[Symbol.asyncDispose](),
  };
}

/** Everything that the portable view shows, copied to a plain directory by its own calls. */
function copyOut(files: Files, from: string, to: string, twins: Map<string, string> = new Map()): void {
  for (const name of files.readdirSync(from === '' ? '/' : from)) {
    const [source, target] = [`${from}/${name}`, `${to}/${name}`];
    const status = files.lstatSync(source, { bigint: true });
    const twin = `${status.dev}:${status.ino}`;
    const known = twins.get(twin);
    if (!status.isDirectory() && known !== undefined) fs.linkSync(known, target);
    else if (status.isSymbolicLink()) fs.symlinkSync(files.readlinkSync(source), target);
    else if (status.isDirectory()) {
      fs.mkdirSync(target);
      copyOut(files, source, target, twins);
    } else fs.writeFileSync(target, files.readFileSync(source));
    if (!status.isDirectory()) twins.set(twin, target);
    if (!status.isSymbolicLink()) fs.chmodSync(target, Number(status.mode) & 0o7777);
    syscalls.utimes(AT_FDCWD, rawFromText(target), { mtimeNs: status.mtimeNs });
  }
}

describe('the portable view', () => {
  // Root: the changes are read right here, below directories that a script has shut.
  rootTest(`shows, and leaves, what a plain directory would after ${RUNS} random scripts`, async () => {
    await fc.assert(
      fc.asyncProperty(
        lowers,
        fc.array(operation, { minLength: 1, maxLength: 12 }),
        async (specs, operations) => {
          await using pair = await openPair(specs);
          const [before, plain, after] = ['before', 'plain', 'after'].map((one) => pair.dir.join(one)) as [
            string,
            string,
            string,
          ];
          for (const one of [before, plain, after]) await mkdir(one, { mode: 0o755 });
          const untouched = await Promise.all(
            pair.lowers.map((lower) => snapshotTree(lower, { exact: true })),
          );
          copyOut(pair.portable, '', before);
          copyOut(pair.portable, '', plain);
          for (const one of operations) {
            // A link that leads up or to an absolute place would lead out of the plain directory.
            // libuv deletes the target of a copy that failed because its source is a directory: no call to imitate.
            if (leadsOut(plain, one) || copiesDirectory(plain, one)) continue;
            const got = apply(pair.portable, (at) => `/${at}`, one);
            if (got === 'EXDEV') continue; // as the kernel without redirects: nothing has changed
            expect(
              apply(fs, (at) => `${plain}/${at}`, one),
              JSON.stringify(one),
            ).toBe(got);
          }
          copyOut(pair.portable, '', after);
          const [was, is] = [await snapshotTree(before), await snapshotTree(after)];
          expect(withoutTimes(is)).toEqual(withoutTimes(await snapshotTree(plain)));
          const part = {
            at: ROOT_PATH,
            lowers: pair.lowers.map((lower) => hostPath(lower)),
            upper: hostPath(pair.dir.join('upper')),
            marks: 'user' as const,
          };
          expect(linesOf(readChanges(part))).toEqual(expectedLines(was, is));
          for (const [index, lower] of pair.lowers.entries())
            expect(await snapshotTree(lower, { exact: true })).toEqual(untouched[index]);
        },
      ),
      {
        numRuns: RUNS,
        interruptAfterTimeLimit: 110_000,
        ...(process.env['LAYOVER_TEST_SEED'] && { seed: Number(process.env['LAYOVER_TEST_SEED']) }),
      },
    );
  });
});

function leadsOut(plain: string, [, ...paths]: Operation): boolean {
  return paths.some((path) => {
    const names = String(path).split('/');
    return names.some((_, count) =>
      /^(\/|\.\.)/.test(linkAt(`${plain}/${names.slice(0, count + 1).join('/')}`)),
    );
  });
}

function copiesDirectory(plain: string, [action, from]: Operation): boolean {
  if (action !== 'copy') return false;
  try {
    return fs.statSync(`${plain}/${from}`).isDirectory();
  } catch {
    return false;
  }
}

function linkAt(path: string): string {
  try {
    return fs.readlinkSync(path);
  } catch {
    return '';
  }
}

function withoutTimes(snapshot: Awaited<ReturnType<typeof snapshotTree>>): unknown {
  return [...snapshot.entries].map(([path, entry]) => [
    path,
    { ...entry, mtimeNs: 0, linkGroup: entry.linkGroup },
  ]);
}

describe('a worker in the portable runner', () => {
  test('sees the view by every call of node:fs, and leaves the same changes as a thread', async () => {
    await using jobs = await openJobs();
    const [thread, portable] = [
      await jobs.run('everyWay', {}, { isolation: 'thread' }),
      await jobs.run('everyWay', {}, { isolation: 'portable' }),
    ];
    expect(portable.outcome).toEqual(thread.outcome);
    expect(await changesOf(portable)).toEqual(await changesOf(thread));
    const [one, other] = [jobs.dir.join('one'), jobs.dir.join('other')];
    await thread.commit({ to: one, faithful: true });
    await portable.commit({ to: other, faithful: true });
    const [left, right] = [await snapshotTree(one), await snapshotTree(other)];
    expect([...right.entries.keys()]).toEqual([...left.entries.keys()]);
    expect(portable.result.receipt).toMatchObject({
      driver: 'portable',
      isolation: { kind: 'portable', boundary: expect.stringContaining('no security boundary') },
    });
  });

  test('does not see the host, and has its children refused', async () => {
    await using jobs = await openJobs();
    const secret = jobs.dir.join('secret');
    fs.writeFileSync(secret, 'of the host');
    const job = await jobs.run('readHost', { file: secret }, { isolation: 'portable' });
    const none = 'ENOENT';
    expect(job.outcome).toEqual({
      kind: 'returned',
      value: { sync: none, promise: none, callback: none, handle: none, child: 'ERR_LAYOVER_PORTABLE' },
    });
  });
});
