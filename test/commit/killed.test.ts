import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { hostPath } from '#src/base/bytes-path.js';
import { recoverCommits } from '#src/commit/recover.js';
import { listCommits, undoCommit } from '#src/commit/undo.js';
import { isFullRun, isRoot, rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { copyTree, tree } from '../fixtures/tree.js';
import { AFTER, BEFORE } from './mixed-changes.js';

/** With --full a thousand processes and more are started. */
const PATIENCE_MS = 3_600_000;
const LOADER = new URL('../layers/kill-loader.mjs', import.meta.url).href;
const STEP = fileURLToPath(new URL('kill-step.mjs', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
/** A directory of the target that is a file system of its own; see the last test. */
const MOUNTED = process.env['LAYOVER_TEST_MOUNTED'];
/** Of the points at which it could be killed so many are tried; every one with --full. */
const POINTS_MAX = isFullRun ? Number.POSITIVE_INFINITY : MOUNTED === undefined ? 12 : 5;
// In memory where that can be: what a killed process leaves is the same there, and nothing waits for a disk.
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : undefined;

interface Step {
  readonly status: string | number | null;
  readonly calls: number;
  readonly stderr: string;
}

async function runStep(dir: TempDir, action: string, killAt?: number): Promise<Step> {
  const kill = killAt === undefined ? {} : { LAYOVER_KILL_AT: String(killAt) };
  const env = { ...process.env, LAYOVER_COUNT_ALL: '1', ...kill };
  const child = spawn(process.execPath, ['--import', LOADER, STEP, DIST, action, dir.path], { env });
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null, string | null]>,
  ]);
  const calls = stdout === '' ? 0 : (JSON.parse(stdout) as { calls: number }).calls;
  return { status: signal ?? code, calls, stderr };
}

interface Stage extends TempDir {
  readonly commits: string;
  readonly old: Snapshot;
  readonly wanted: Snapshot;
  /** The target as it was, with its inodes. */
  restore(): Promise<Snapshot>;
  look(): Promise<Snapshot>;
}

async function prepare(): Promise<Stage> {
  const dir = await tempDir({ parent: PARENT });
  for (const path of ['base', 'home', 'home/commits', 'home/attach', 'job']) await mkdir(dir.join(path));
  await tree(dir.join('base'), BEFORE);
  await copyTree(dir.join('base'), dir.join('upper'));
  await tree(dir.join('upper'), AFTER);
  await writeFile(dir.join('options.json'), JSON.stringify({ faithful: isRoot }));
  const options = { includeRoot: false };
  // What was displaced there waits on that file system; where nothing did, the test looks for leftovers itself.
  const look = async (): Promise<Snapshot> =>
    withoutStash(await snapshotTree(dir.join('target'), options), dir.join('home/commits'));
  const unmount = async (): Promise<void> => {
    if (MOUNTED !== undefined) await execa('umount', [dir.join('target', MOUNTED)], { reject: false });
  };
  return {
    ...dir,
    [Symbol.asyncDispose]: async () => {
      await unmount();
      await dir[Symbol.asyncDispose]();
    },
    commits: dir.join('home/commits'),
    old: await snapshotTree(dir.join('base'), options),
    wanted: await snapshotTree(dir.join('upper'), options),
    look,
    restore: async () => {
      await unmount();
      await rm(dir.join('target'), { recursive: true, force: true });
      await rm(dir.join('home/commits'), { recursive: true, force: true });
      await mkdir(dir.join('home/commits'));
      await copyTree(dir.join('base'), dir.join('target'));
      if (MOUNTED !== undefined) await mountCopy(dir.join('base', MOUNTED), dir.join('target', MOUNTED));
      return await snapshotTree(dir.join('target'), { ...options, exact: true });
    },
  };
}

function withoutStash(snapshot: Snapshot, commits: string): Snapshot {
  if (readdirSync(commits).length === 0) return snapshot;
  return {
    ...snapshot,
    entries: new Map([...snapshot.entries].filter(([path]) => !String(path).includes('/.layover-c-'))),
  };
}

async function mountCopy(from: string, to: string): Promise<void> {
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', to]);
  await execa('cp', ['-a', `${from}/.`, to]);
}

const inodes = ({ entries }: Snapshot): string[] =>
  [...entries].map(([path, { identity }]) => `${path} ${identity?.ino}`).sort();

const isSame = (left: Snapshot, right: Snapshot): boolean => diffSnapshots(left, right).length === 0;

/** After the next start: the old tree or the new one, and nothing left lying about. */
async function checkState(stage: Stage, said: string): Promise<'old' | 'new'> {
  const commits = hostPath(stage.commits);
  recoverCommits(commits);
  const found = await stage.look();
  const [done] = listCommits(commits);
  expect(diffSnapshots(done === undefined ? stage.old : stage.wanted, found), said).toEqual([]);
  if (done === undefined) expect(await readdir(stage.commits), said).toEqual([]);
  return done === undefined ? 'old' : 'new';
}

async function expectUndone(stage: Stage, before: Snapshot): Promise<void> {
  const [done] = listCommits(hostPath(stage.commits));
  if (done !== undefined) undoCommit(hostPath(stage.commits), done.id);
  const after = await snapshotTree(stage.join('target'), { includeRoot: false, exact: true });
  expect(inodes(after)).toEqual(inodes(before));
  expect(diffSnapshots(stage.old, await stage.look())).toEqual([]);
  expect(await readdir(stage.commits)).toEqual([]);
}

function points(calls: number): number[] {
  const stride = Math.max(1, Math.floor(calls / POINTS_MAX));
  return Array.from({ length: Math.ceil(calls / stride) }, (_, index) => 1 + index * stride);
}

test(
  'a commit of 60 mixed changes, killed before any of its calls, leaves the old tree or the new one',
  async () => {
    await using stage = await prepare();
    await stage.restore();
    const whole = await runStep(stage, 'commit');
    expect(whole.stderr).toBe('');
    expect(diffSnapshots(stage.wanted, await stage.look())).toEqual([]);
    const seen = { old: 0, new: 0 };
    for (const at of points(whole.calls)) {
      const before = await stage.restore();
      const { status, stderr } = await runStep(stage, 'commit', at);
      expect(status, stderr).toBe('SIGKILL');
      seen[await checkState(stage, stderr)] += 1;
      await expectUndone(stage, before);
    }
    console.log(
      `killed a commit at ${points(whole.calls).length} of ${whole.calls} calls: ${JSON.stringify(seen)}`,
    );
    expect(seen.old).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);

test(
  'an undo, killed before any of its calls, is finished by the next start',
  async () => {
    await using stage = await prepare();
    await stage.restore();
    await runStep(stage, 'commit');
    const whole = await runStep(stage, 'undo');
    expect(whole.stderr).toBe('');
    for (const at of points(whole.calls)) {
      const before = await stage.restore();
      await runStep(stage, 'commit');
      const { status, stderr } = await runStep(stage, 'undo', at);
      expect(status, stderr).toBe('SIGKILL');
      await checkState(stage, stderr);
      await expectUndone(stage, before);
    }
    console.log(`killed an undo at ${points(whole.calls).length} of ${whole.calls} calls`);
  },
  PATIENCE_MS,
);

test(
  'a recovery that is killed itself is finished by the one after it',
  async () => {
    await using stage = await prepare();
    await stage.restore();
    const { calls } = await runStep(stage, 'commit');
    // Late, so that there is much to take back.
    const late = Math.floor(calls * 0.9);
    await stage.restore();
    await runStep(stage, 'commit', late);
    const whole = await runStep(stage, 'recover');
    expect(isSame(stage.old, await stage.look()), whole.stderr).toBe(true);
    for (const at of points(whole.calls)) {
      const before = await stage.restore();
      await runStep(stage, 'commit', late);
      const { status, stderr } = await runStep(stage, 'recover', at);
      expect(status, stderr).toBe('SIGKILL');
      expect(await checkState(stage, stderr)).toBe('old');
      await expectUndone(stage, before);
    }
    console.log(`killed a recovery at ${points(whole.calls).length} of ${whole.calls} calls`);
  },
  PATIENCE_MS,
);

// This very file once more, with the directory in which most of the changes are on a file system of its own.
rootTest(
  'the same, all of it, where the changes lie on two file systems',
  async () => {
    if (MOUNTED !== undefined) return;
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const vitest = [`${root}/node_modules/vitest/vitest.mjs`, 'run', '--configLoader', 'runner'];
    const words = [...vitest, '--config', 'scripts/vitest.config.ts', 'test/commit/killed'];
    const { stdout, exitCode } = await execa(
      'unshare',
      ['-m', '--propagation', 'private', process.execPath, ...words],
      // Its last line is for this test alone.
      { cwd: root, env: { LAYOVER_TEST_MOUNTED: 'src', LAYOVER_TEST_SUMMARY: undefined }, reject: false },
    );
    for (const line of stdout.split('\n'))
      if (line.includes('killed a'))
        console.log(`on two file systems: ${line.slice(line.indexOf('killed'))}`);
    expect(exitCode, stdout).toBe(0);
    expect(stdout.split('\n').at(-1)).toMatch(/^4 passed, 0 failed/);
  },
  PATIENCE_MS,
);
