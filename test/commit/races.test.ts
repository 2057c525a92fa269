import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hostPath, ROOT_PATH } from '#src/base/bytes-path.js';
import { LayoverError } from '#src/base/errors.js';
import { writeBase } from '#src/commit/base-record.js';
import { commitToDirectory } from '#src/commit/to-directory.js';
import { readBase } from '#src/diff/read-base.js';
import { readChanges } from '#src/diff/read-changes.js';
import { isFullRun } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { tempDir } from '../fixtures/temp.js';
import { absent, copyTree, type TreeSpec, type TreeValue, tree } from '../fixtures/tree.js';

const RACER = fileURLToPath(new URL('race.mjs', import.meta.url));
const RACES = isFullRun ? 200 : 30;
const PATIENCE_MS = 900_000;
const PARENT = existsSync('/dev/shm') ? '/dev/shm' : undefined;

const each = (make: (n: number) => ReadonlyArray<readonly [string, TreeValue]>): TreeSpec =>
  Object.fromEntries(Array.from({ length: 8 }, (_, n) => make(n)).flat());

const BASE = each((n) => [
  [`f${n}`, `base f${n}`],
  [`d${n}/in`, `base d${n}`],
  [`gone${n}/a`, `base gone${n}`],
]);
const JOB = each((n) => [
  [`f${n}`, `job f${n}`],
  [`d${n}/in`, `job d${n}`],
  [`d${n}/more`, `job more${n}`],
  [`gone${n}`, absent()],
  [`new${n}`, `job new${n}`],
]);

/** Every content there is below some directories. */
async function contentsOf(...roots: string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const root of roots) {
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) found.add(await readFile(join(entry.parentPath, entry.name), 'utf8'));
    }
  }
  return found;
}

interface Race {
  readonly outcome: 'done' | 'refused' | 'in part';
}

async function race(seed: number): Promise<Race> {
  await using dir = await tempDir({ parent: PARENT });
  for (const name of ['base', 'outside', 'home', 'home/commits', 'home/attach', 'job'])
    await mkdir(dir.join(name));
  await tree(dir.join('outside'), { in: 'canary', more: 'canary' });
  await tree(dir.join('base'), BASE);
  await copyTree(dir.join('base'), dir.join('upper'));
  await tree(dir.join('upper'), JOB);
  await copyTree(dir.join('base'), dir.join('target'));
  const part = {
    at: ROOT_PATH,
    lowers: [hostPath(dir.join('base'))],
    upper: hostPath(dir.join('upper')),
    marks: 'plain' as const,
  };
  const changes = readChanges(part);
  writeBase(hostPath(dir.join('job')), readBase(part, changes));
  const before = await snapshotTree(dir.join('outside'), { exact: true });

  const words = [RACER, dir.join('target'), dir.join('outside'), dir.join('stop'), String(seed)];
  const racer = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(racer, 'exit'); // asked for at once: it may end before its last line is read here
  const lines = createInterface({ input: racer.stdout })[Symbol.asyncIterator]();
  await lines.next();
  let failure: unknown;
  try {
    const state = { home: hostPath(dir.join('home')), commits: hostPath(dir.join('home/commits')) };
    commitToDirectory(changes, {
      target: hostPath(dir.join('target')),
      ...state,
      jobDirectory: hostPath(dir.join('job')),
    });
  } catch (error) {
    failure = error;
  }
  await writeFile(dir.join('stop'), '');
  const made = JSON.parse((await lines.next()).value as string) as string[];
  await ended;

  expect(diffSnapshots(before, await snapshotTree(dir.join('outside'), { exact: true }))).toEqual([]);
  if (failure !== undefined) {
    expect(failure, String(failure)).toBeInstanceOf(LayoverError);
    expect(['LAYOVER_COMMIT_CONFLICT', 'LAYOVER_TREE_CHANGED', 'LAYOVER_COMMIT_PATH']).toContain(
      (failure as LayoverError).code,
    );
  }
  const inTarget = await contentsOf(dir.join('target'));
  const anywhere = await contentsOf(dir.join('target'), dir.join('home/commits'));
  const isPartial = failure !== undefined && (await readdir(dir.join('home/commits'))).length > 0;
  const said = `seed ${seed}: ${String(failure)}`;
  // What the racer made is there, in the target; where the commit could not be taken back whole, it says so.
  for (const content of made) expect(inTarget.has(content), `${content}; ${said}`).toBe(true);
  const base = Object.values(BASE).map(String);
  const job = Object.values(JOB).filter((value) => typeof value === 'string');
  if (failure === undefined)
    for (const content of job) expect(inTarget.has(content), `${content}; ${said}`).toBe(true);
  else
    for (const content of base)
      expect((isPartial ? anywhere : inTarget).has(content), `${content}; ${said}`).toBe(true);
  return { outcome: failure === undefined ? 'done' : isPartial ? 'in part' : 'refused' };
}

test(
  `in ${RACES} races with one who renames, makes and links in the target, nothing is lost unsaid`,
  async () => {
    const first = Math.floor(Math.random() * 1_000_000);
    console.log(`seeds ${first} to ${first + RACES - 1}`);
    const outcomes = { done: 0, refused: 0, 'in part': 0 };
    for (let seed = first; seed < first + RACES; seed += 1) outcomes[(await race(seed)).outcome] += 1;
    console.log(JSON.stringify(outcomes));
    expect(outcomes.refused + outcomes['in part']).toBeGreaterThan(0);
  },
  PATIENCE_MS,
);
