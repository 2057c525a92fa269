/**
 * What a commit makes of each kind of change over each thing that can stand at its place. A cell is what happens by
 * default; where that is a conflict, both ways to decide it are tried as well. Everything is then undone.
 */
import { execFileSync } from 'node:child_process';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { writeBase } from '#src/commit/base-record.js';
import type { OnConflict } from '#src/commit/planned.js';
import type { CommitReport } from '#src/commit/report.js';
import { commitToDirectory } from '#src/commit/to-directory.js';
import { undoCommit } from '#src/commit/undo.js';
import { readBase } from '#src/diff/read-base.js';
import { readChanges } from '#src/diff/read-changes.js';
import { isRoot, rootTest } from '../fixtures/requirements.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { absent, copyTree, directory, fifo, link, symlink, type TreeSpec, tree } from '../fixtures/tree.js';

interface Row {
  readonly base: TreeSpec;
  /** Laid over a copy of the base. */
  readonly job: TreeSpec;
  readonly cells: Readonly<Record<keyof typeof COLUMNS, Cell>>;
}

/**
 * `done`: the target is what the job left. `same`: it is what it was. `joined`: what the job left, and what is the target's
 * own beside it. `conflict`: refused; `ours` and `theirs` decide.
 */
type Cell = 'done' | 'same' | 'joined' | 'conflict';

const COLUMNS = {
  'as it was': {},
  touched: {},
  absent: { x: absent() },
  file: { x: 'somebody else' },
  directory: [
    ['x', absent()],
    ['x/foreign', 'somebody else'],
  ],
  symlink: { x: symlink('../outside') },
  'changed meanwhile': undefined,
} as const satisfies Record<string, TreeSpec | undefined>;

const GONE_OR_ANOTHER = {
  absent: 'conflict',
  file: 'conflict',
  directory: 'conflict',
  symlink: 'conflict',
  'changed meanwhile': 'conflict',
} as const;
const UNTOUCHED = { 'as it was': 'done', touched: 'done' } as const;
const CHANGE = { ...UNTOUCHED, ...GONE_OR_ANOTHER };
const DELETION = { ...CHANGE, absent: 'same' } as const;

const ROWS: Readonly<Record<string, Row>> = {
  file: { base: { x: 'base' }, job: { x: 'job' }, cells: CHANGE },
  'a new file': { base: {}, job: { x: 'job' }, cells: { ...CHANGE, absent: 'done' } },
  directory: { base: { x: 'base' }, job: { x: absent(), 'x/in': 'job' }, cells: CHANGE },
  'a new directory': {
    base: {},
    job: { 'x/in': 'job' },
    cells: { ...CHANGE, absent: 'done', directory: 'joined', 'changed meanwhile': 'joined' },
  },
  'opaque directory': {
    base: { 'x/a': 'a', 'x/b': 'b' },
    job: { 'x/': directory({ mode: 0o700 }), 'x/a': absent(), 'x/b': 'job' },
    // What the job took out of it is named path by path, so what the target has besides is no matter.
    cells: { ...CHANGE, 'changed meanwhile': 'joined' },
  },
  symlink: { base: { x: symlink('base') }, job: { x: symlink('job') }, cells: CHANGE },
  'hard link': { base: { x: 'base', y: 'base' }, job: { x: 'job', y: link('x') }, cells: CHANGE },
  FIFO: { base: { x: 'base' }, job: { x: fifo({ mode: 0o640 }) }, cells: CHANGE },
  deletion: { base: { x: 'base' }, job: { x: absent() }, cells: DELETION },
  'deletion of a directory': { base: { 'x/a': 'a', 'x/d/b': 'b' }, job: { x: absent() }, cells: DELETION },
};

type Column = keyof typeof COLUMNS;

async function changeTarget(target: string, column: Column, { base }: Row): Promise<void> {
  const names = Object.keys(base);
  const isDirectory = names.some((name) => name.startsWith('x/'));
  if (column === 'touched' && names.length > 0)
    execFileSync('touch', ['-h', '-d', '2001-01-01', `${target}/x`]);
  if (column !== 'changed meanwhile') return void (await tree(target, COLUMNS[column] ?? {}));
  if (isDirectory || names.length === 0) await tree(target, { 'x/foreign': 'somebody else' });
  else await tree(target, { x: base === ROWS['symlink']?.base ? symlink('elsewhere') : 'somebody else' });
}

interface Stage extends TempDir {
  commit(onConflict?: OnConflict): CommitReport;
  look(name?: string): Promise<Snapshot>;
}

async function prepare(row: Row, column: Column): Promise<Stage> {
  const dir = await tempDir();
  for (const name of ['base', 'home', 'home/commits', 'home/attach', 'job']) await mkdir(dir.join(name));
  // So that no target is empty, which would make it a fresh one.
  await tree(dir.join('base'), { other: 'kept', ...row.base });
  await copyTree(dir.join('base'), dir.join('upper'));
  await tree(dir.join('upper'), row.job);
  const part = {
    at: ROOT_PATH,
    lowers: [hostPath(dir.join('base'))],
    upper: hostPath(dir.join('upper')),
    marks: 'plain' as const,
  };
  const changes = readChanges(part);
  writeBase(hostPath(dir.join('job')), readBase(part, changes));
  await copyTree(dir.join('base'), dir.join('target'));
  await changeTarget(dir.join('target'), column, row);
  const [target, home] = [hostPath(dir.join('target')), hostPath(dir.join('home'))];
  const state = {
    target,
    home,
    commits: hostPath(dir.join('home/commits')),
    jobDirectory: hostPath(dir.join('job')),
  };
  return {
    ...dir,
    commit: (onConflict) => commitToDirectory(changes, { ...state, onConflict }),
    look: (name = 'target') => snapshotTree(dir.join(name), { includeRoot: false }),
  };
}

async function expectUndone(stage: Stage, { commit }: CommitReport, before: Snapshot): Promise<void> {
  if (commit !== undefined) undoCommit(hostPath(stage.join('home/commits')), commit);
  expect(diffSnapshots(before, await stage.look())).toEqual([]);
  expect(await readdir(stage.join('home/commits'))).toEqual([]);
}

const namesOf = ({ entries }: Snapshot): string[] => [...entries.keys()].map(String).sort();

async function expectCell(stage: Stage, cell: Cell): Promise<void> {
  const before = await stage.look();
  const wanted = await stage.look('upper');
  if (cell === 'conflict') {
    expect(() => stage.commit()).toThrow(expect.objectContaining({ code: 'LAYOVER_COMMIT_CONFLICT' }));
    expect(diffSnapshots(before, await stage.look())).toEqual([]);
    const kept = stage.commit('theirs');
    expect(kept.skipped.map(({ path }) => path.slice(0, 1))).toContain('x');
    await expectUndone(stage, kept, before);
    const forced = stage.commit('ours');
    // What the job did not name in a directory that stays is no matter of its own.
    const foreign = namesOf(await stage.look()).filter((path) => path === 'x/foreign');
    if (foreign.length > 0)
      expect(namesOf(await stage.look())).toEqual([...namesOf(wanted), ...foreign].sort());
    else expect(diffSnapshots(wanted, await stage.look())).toEqual([]);
    return await expectUndone(stage, forced, before);
  }
  const report = stage.commit();
  const after = await stage.look();
  const expected = cell === 'same' ? before : wanted;
  if (cell === 'joined') {
    expect(namesOf(after)).toEqual([...namesOf(wanted), 'x/foreign'].sort());
  } else expect(diffSnapshots(expected, after)).toEqual([]);
  await expectUndone(stage, report, before);
}

describe(isRoot ? 'as root' : 'as an ordinary user', () => {
  for (const [name, row] of Object.entries(ROWS)) {
    for (const column of Object.keys(COLUMNS) as Column[]) {
      test(`${name} over what is ${column}: ${row.cells[column]}`, async () => {
        await using stage = await prepare(row, column);
        await expectCell(stage, row.cells[column]);
      });
    }
  }
});

// The same file once more, as somebody else: all of it passes without any privilege.
rootTest('the same as an ordinary user', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const words = [
    'run',
    '--config',
    'scripts/vitest.config.ts',
    '--configLoader',
    'runner',
    'test/commit/cells',
  ];
  await using dir = await tempDir({ owner: { uid: 65_534, gid: 65_534 } });
  const env = { HOME: dir.path, TMPDIR: dir.path, PATH: process.env['PATH'] ?? '' };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await execa(process.execPath, [vitest, ...words], {
    ...{ cwd: root, uid: 65_534, gid: 65_534, env, extendEnv: false, reject: false, all: true },
  });
  expect(stdout.split('\n').at(-1)).toMatch(/^70 passed, 0 failed, 1 skipped|^70 passed, 0 failed/);
});
