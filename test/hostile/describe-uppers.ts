/**
 * What hostile jobs leave, and everything that is done with it: each ends right or with a refusal that has a name,
 * touches nothing else, takes bounded memory, and never holds the event loop for 50 ms.
 */
import { readdir, readlink } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawFromBytes } from '#src/base/bytes-path.js';
import type { Mode } from '../e2e/runner.js';
import { isFullRun } from '../fixtures/requirements.js';
import { diffSnapshots, snapshotTree } from '../fixtures/snapshot.js';
import { type HostileRunner, MEMORY, openHostileRunner, type Reading } from './hostile-job.js';

export const DELAY_MS_MAX = 50;
const RSS_MIB_MAX = 1_024;

interface Kind {
  /** How many changes there are. */
  readonly count?: number;
  /** What is refused, by step. */
  readonly refusals?: Readonly<Record<string, string>>;
  readonly isSlow?: true;
  /** What is done of it in the default run, where everything would take minutes. */
  readonly steps?: Readonly<Record<'root' | 'single', readonly string[]>>;
  /** In every run. */
  readonly everSteps?: readonly string[];
  check?(reading: Reading, hostile: HostileRunner, target: string): Promise<void> | void;
}

const TOO_MUCH = 'LAYOVER_UPPER_LIMIT';
const find = async (...args: string[]): Promise<string[]> =>
  (await execa('find', args)).stdout
    .split('\n')
    .filter((line) => line !== '')
    .sort();

/** More than is read at all: the job ends at that limit, is kept, and can be discarded. */
const UNREADABLE: Kind = {
  refusals: { changes: TOO_MUCH, directory: TOO_MUCH },
  everSteps: ['run', 'changes', 'directory', 'discard'],
  check: (reading) =>
    expect(reading.find('run')?.value).toEqual({
      outcome: { kind: 'limit', which: 'changes' },
      changes: { added: 0, modified: 0, deleted: 0, bytes: 0, isIncomplete: true },
    }),
};

const KINDS: Readonly<Record<string, Kind>> = {
  names: {
    check: async (reading, { runner }, target) => {
      const paths: string[] = reading.find('changes')?.value.paths.map(([, path]: string[]) => path);
      const inTarget = await readdir(`${target}/directory/new`, { encoding: 'buffer' });
      expect(inTarget.map(rawFromBytes).sort()).toEqual(
        paths.map((path) => path.slice('srv/new/'.length)).sort(),
      );
      expect(paths.length).toBeGreaterThan(275);
      if (runner.mode !== 'root') return; // tar gives every file to whoever runs this
      await execa('tar', ['-xf', `${target}/out.tar`, '-C', target]);
      expect(
        diffSnapshots(await snapshotTree(`${target}/directory/new`), await snapshotTree(`${target}/new`)),
      ).toEqual([]);
    },
  },
  'whiteout-names': { count: 7, refusals: { tar: 'LAYOVER_COMMIT_PATH' } },
  specials: {
    count: 65,
    check: async ({ made }, _hostile, target) => {
      expect(made).toEqual({ character: 'EPERM', whiteout: 'EPERM', block: 'EPERM' });
      expect(await find(`${target}/directory`, '-type', 's', '-o', '-type', 'c', '-o', '-type', 'b')).toEqual(
        [],
      );
      expect((await find(`${target}/directory`, '-type', 'p')).length).toBe(64);
    },
  },
  sparse: {
    count: 1,
    refusals: { directory: TOO_MUCH, faithful: TOO_MUCH, tar: TOO_MUCH, layer: TOO_MUCH },
    check: ({ made }) => expect(BigInt(made['size'] ?? 0)).toBeGreaterThan(2n ** 43n),
  },
  xattrs: UNREADABLE,
  'record-xattr': { count: 1, refusals: { tar: 'LAYOVER_COMMIT_PATH' } },
  marks: {
    check: async (reading, _hostile, target) => {
      expect(reading.made).toMatchObject({ 'user.overlay.opaque': 'ok', 'trusted.overlay.opaque': 'EPERM' });
      const { stdout } = await execa('getfattr', ['-R', '-h', '-m', '.', `${target}/directory`], {
        reject: false,
      });
      expect(stdout).not.toMatch(/overlay|containers/);
      expect(reading.find('over')?.value).toBe('/srv/base:\ndir\nfile\n\n/srv/base/dir:\na\nb\n');
    },
  },
  setuid: {
    count: 8,
    check: async (reading, hostile, target) => {
      const { made } = reading;
      expect(made).toMatchObject({ chmod: 'ok', open: 'ok', mknod: 'ok', capability: 'ok', lower: 'ok' });
      expect(await find(`${target}/directory`, '-perm', '/6000')).toEqual([]);
      expect((await execa('getcap', ['-r', `${target}/directory`])).stdout).toBe('');
      const stripped = reading
        .find('directory')
        ?.value.stripped.map(({ path, what }: any) => `${path} ${what}`);
      expect(stripped).toEqual(
        expect.arrayContaining([
          'srv/base/file setuid',
          'srv/new/by-caps 1 xattr',
          'srv/new/by-mknod setuid',
          'srv/new/setgid setgid',
        ]),
      );
      const kept = reading.find('tar')?.value.kept.map(({ path, what }: any) => `${path} ${what}`);
      expect(kept).toEqual(
        expect.arrayContaining([
          'srv/base/file setuid',
          'srv/new/by-caps capabilities',
          'srv/new/by-chmod setgid',
        ]),
      );
      // The control: what a caller asks for by name is there.
      if (hostile.runner.mode === 'root')
        expect(
          (await find(`${target}/faithful`, '-type', 'f', '-perm', '/6000')).length,
        ).toBeGreaterThanOrEqual(5);
    },
  },
  modes: { count: 5 },
  flags: { count: 2, check: ({ made }) => expect(Object.values(made)).toEqual(['EPERM', 'EPERM']) },
  times: { count: 13 },
  symlinks: {
    count: 18,
    check: async (_reading, { canary }, target) => {
      for (const link of ['new/canary', 'base/dir'])
        expect(await readlink(`${target}/directory/${link}`)).toBe(canary);
      expect((await readlink(`${target}/directory/new/far`)).length).toBe(4_095);
    },
  },
  links: {
    count: 60_003,
    steps: { root: ['run', 'changes', 'json', 'directory', 'discard'], single: ['run', 'discard'] },
    check: async (reading, _hostile, target) => {
      if (reading.find('directory') === undefined) return;
      expect((await find(`${target}/directory/new/first`, '-links', '60000')).length).toBe(1);
    },
  },
  many: {
    count: 100_000,
    steps: {
      root: ['run', 'changes', 'json', 'directory', 'discard'],
      single: ['run', 'changes', 'discard'],
    },
  },
  deep: { count: 1_501 },
  wide: UNREADABLE,
  abyss: { ...UNREADABLE, isSlow: true },
};

/** Everything that is done with each kind, as one kind of user. Two files, so that they can run side by side. */
export function describeUppers(mode: Exclude<Mode, 'ranges'>): void {
  for (const place of isFullRun ? ['memory', 'disk'] : ['memory']) {
    describe(`what a hostile job leaves in ${place}, mode ${mode}`, () => {
      let hostile: HostileRunner;
      let untouched: Awaited<ReturnType<typeof snapshotTree>>;
      beforeAll(async () => {
        hostile = await openHostileRunner(mode, place === 'memory' ? MEMORY : undefined);
        untouched = await snapshotTree(hostile.canary, { exact: true });
      });
      afterAll(async () => await hostile[Symbol.asyncDispose]());

      for (const [kind, wanted] of Object.entries(KINDS)) {
        if (wanted.isSlow && !isFullRun) continue;
        test(`${kind}`, async () => {
          const steps = wanted.everSteps ?? (isFullRun ? undefined : wanted.steps?.[mode]);
          const reading = await hostile.read(kind, steps);
          expectNamedRefusals(reading, wanted.refusals ?? {});
          if (wanted.count !== undefined) expect(countOf(reading)).toBe(wanted.count);
          await wanted.check?.(reading, hostile, hostile.targetOf(kind));
          expect(diffSnapshots(untouched, await snapshotTree(hostile.canary, { exact: true }))).toEqual([]);
          expect(
            await find(`${hostile.runner.home}/jobs`, `${hostile.runner.home}/trash`, '-mindepth', '1'),
          ).toEqual([]);
          expect(Math.max(...reading.steps.map(({ rssMiB }) => rssMiB))).toBeLessThan(RSS_MIB_MAX);
          expect(await slowSteps(reading, async () => await hostile.read(kind, steps))).toEqual([]);
        }, 600_000);
      }
    });
  }
}

function countOf(reading: Reading): number {
  const { added, modified, deleted } = reading.find('run')?.value.changes;
  const listed = reading.find('changes')?.value.count;
  return listed ?? added + modified + deleted;
}

function expectNamedRefusals(reading: Reading, refusals: Readonly<Record<string, string>>): void {
  const failed = reading.steps.filter(({ error }) => error !== undefined);
  const named = failed.map(({ name, error }) => [name, error?.code ?? error?.stack]);
  expect(Object.fromEntries(named)).toEqual(
    Object.fromEntries(Object.entries(refusals).filter(([name]) => reading.find(name) !== undefined)),
  );
}

/** With more than two programs for each processor even a thread that only collects garbage waits for its helpers. */
function delayMax(): number {
  return DELAY_MS_MAX * Math.max(1, (loadavg()[0] ?? 0) / (2 * cpus().length));
}

/** A machine that stalls does so once; a step that holds the loop does so each time. */
async function slowSteps(first: Reading, readAgain: () => Promise<Reading>): Promise<string[]> {
  const tooSlow = ({ steps }: Reading): string[] =>
    steps.filter(({ delayMs }) => delayMs >= delayMax()).map(({ name }) => name);
  let slow = tooSlow(first);
  for (let again = 0; again < 2 && slow.length > 0; again += 1) {
    const names = new Set(tooSlow(await readAgain()));
    slow = slow.filter((name) => names.has(name));
  }
  return slow;
}
