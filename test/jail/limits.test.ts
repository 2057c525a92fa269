import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openV2Base } from '#src/jail/limits/delegation.js';
import type { Groups } from '#src/jail/limits/group.js';
import { type Hierarchy, readHierarchies } from '#src/jail/limits/hierarchies.js';
import { NoGroups } from '#src/jail/limits/none.js';
import { chooseGroups } from '#src/jail/limits/open.js';
import { planLimits } from '#src/jail/limits/plan.js';
import { V1Groups } from '#src/jail/limits/v1.js';
import { V2Group, V2Groups, writeV2Limits } from '#src/jail/limits/v2.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';

const hierarchies = await readHierarchies();
const findHierarchy = (version: 1 | 2, controller?: string): Hierarchy | undefined =>
  hierarchies.find((one) => one.version === version && (!controller || one.controllers.includes(controller)));
const unified = isRoot ? findHierarchy(2)?.mountPoint : undefined;
const memory = isRoot ? findHierarchy(1, 'memory')?.mountPoint : undefined;
const pids = isRoot ? findHierarchy(1, 'pids')?.mountPoint : undefined;
const v2Test = skipUnless(unified !== undefined, 'needs root and a cgroup2 mount');
const v1Test = skipUnless(memory !== undefined && pids !== undefined, 'needs root and cgroup v1');

/** A group of the test's own, to stand for the one in which a runner may make others. */
async function withPlace(parent: string, use: (place: string) => Promise<void>): Promise<void> {
  const place = join(parent, `layover-test-${crypto.randomUUID()}`);
  await mkdir(place);
  try {
    await use(place);
  } finally {
    await rmdir(place);
  }
}

const nothing: Groups = new NoGroups({ reason: 'no groups in this test', remedy: 'make some' });

describe('a plan', () => {
  const all = {
    memoryBytes: 64 << 20,
    cpus: 0.5,
    pids: 20,
    diskBytes: 1 << 20,
    inodes: 99,
    files: 64,
    timeoutMs: 9,
    outputBytes: 8,
  };
  const resourceOf = (resource: number, groups: Groups): object | undefined =>
    planLimits(all, { groups, isRequired: false }).rlimits.find((one) => one.resource === resource);

  test('falls back to rlimits where there are no groups, and says so', () => {
    const { receipt, fallbacks } = planLimits(all, { groups: nothing, isRequired: false });
    expect(receipt).toEqual({
      memoryBytes: { value: 64 << 20, kind: 'soft' },
      cpus: { value: 0.5, kind: 'unavailable' },
      pids: { value: 20, kind: 'soft' },
      diskBytes: { value: 1 << 20, kind: 'soft', by: 'watch' },
      inodes: { value: 99, kind: 'soft', by: 'watch' },
      files: { value: 64, kind: 'hard' },
      timeoutMs: { value: 9, kind: 'hard' },
      outputBytes: { value: 8, kind: 'hard' },
    });
    expect(fallbacks.map(({ used }) => used)).toEqual([
      'RLIMIT_DATA of each process',
      'nothing',
      'RLIMIT_NPROC of each user',
    ]);
    expect(resourceOf(2, nothing)).toEqual({ resource: 2, soft: 64 << 20, hard: 64 << 20 });
    expect(resourceOf(6, nothing)).toEqual({ resource: 6, soft: 21, hard: 21 });
  });

  test('leaves processes and memory to a group that holds them', () => {
    const groups = new V1Groups({
      controllers: new Map([
        ['memory', '/x'],
        ['pids', '/x'],
        ['cpu', '/x'],
      ]),
      unified: undefined,
      refusals: new Map(),
    });
    expect(resourceOf(2, groups)).toBeUndefined();
    expect(resourceOf(6, groups)).toMatchObject({ hard: 4_097 });
    expect(planLimits(all, { groups, isRequired: true }).fallbacks).toEqual([]);
  });

  test('names the remedy where a required limit is not to be had', () => {
    // Where a weaker one would do in its place as well.
    for (const asked of [{ cpus: 1 }, { pids: 1 }, { memoryBytes: 1 << 20 }]) {
      expect(() => planLimits(asked, { groups: nothing, isRequired: true })).toThrow(
        expect.objectContaining({ code: 'LAYOVER_UNSUPPORTED', hint: expect.stringContaining('make some') }),
      );
      expect(() => planLimits(asked, { groups: nothing, isRequired: false })).not.toThrow();
    }
    expect(() => planLimits({ files: 9 }, { groups: nothing, isRequired: true })).not.toThrow();
  });

  test('of no limits has the table alone', () => {
    const { rlimits, receipt } = planLimits({}, { groups: nothing, isRequired: true });
    expect(receipt).toEqual({});
    expect(rlimits).toContainEqual({ resource: 4, soft: 1, hard: 1 });
    expect(rlimits).toContainEqual({ resource: 7, soft: 1_024, hard: 4_096 });
  });
});

describe('cgroup v2', () => {
  v2Test(
    'a controller that is missing makes its limit unavailable, and a group is made all the same',
    async () => {
      await withPlace(unified as string, async (place) => {
        const base = openV2Base(place);
        const missing = (await readFile(join(place, 'cgroup.controllers'), 'utf8')).includes('memory')
          ? 'io'
          : 'memory';
        expect(base).toMatchObject({ path: place });
        if (!('controllers' in base)) throw new Error(base.reason);
        expect(base.controllers.has(missing)).toBe(false);
        expect(base.refusals.get(missing)?.reason).toContain(`has no controller ${missing}`);
        expect(existsSync(join(place, 'layover'))).toBe(false);
        const groups = chooseGroups(
          [{ version: 2, controllers: [], path: place, mountPoint: place }],
          'root',
        );
        if (missing === 'memory')
          expect(groups.refusalOf('memoryBytes')?.reason).toContain('no controller memory');
        const group = groups.make('job', { memoryBytes: 1 << 20 });
        expect(group?.birth).toBe(join(place, 'layover/job'));
        expect(groups.listNames()).toEqual(['job']);
        await group?.end();
        groups.close();
        expect(existsSync(join(place, 'layover'))).toBe(false);
      });
    },
  );

  v2Test('what still runs in a group is killed at its end, and its time is known', async () => {
    await withPlace(unified as string, async (place) => {
      const groups = new V2Groups({ path: place, controllers: new Set(), refusals: new Map() });
      const group = groups.make('job', {});
      const child = spawn('/bin/sh', ['-c', 'trap "" TERM HUP INT; while :; do :; done'], {
        stdio: 'ignore',
      });
      const exited = once(child, 'exit');
      await writeFile(join(group.birth as string, 'cgroup.procs'), String(child.pid));
      expect(group.listProcesses()).toEqual([child.pid]);
      expect(await readFile(join(group.birth as string, 'cgroup.events'), 'utf8')).toContain('populated 1');
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(group.readUsage().userMs).toBeGreaterThan(0);
      await group.end();
      expect(await exited).toEqual([null, 'SIGKILL']);
      expect(existsSync(group.birth as string)).toBe(false);
      groups.close();
    });
  });

  v2Test('a group that another runner took away with its last job is made again', async () => {
    await withPlace(unified as string, async (place) => {
      const [one, other] = [1, 2].map(
        () => new V2Groups({ path: place, controllers: new Set(), refusals: new Map() }),
      );
      const group = one?.make('a', {});
      other?.close(); // not empty: stays
      await group?.end();
      other?.close();
      const next = one?.make('b', {});
      expect(existsSync(next?.birth as string)).toBe(true);
      await next?.end();
      one?.close();
    });
  });

  test('limits are written, and numbers read, in the files of the interface', async () => {
    await using dir = await tempDir();
    for (const name of ['memory.swap.max', 'memory.oom.group']) await writeFile(dir.join(name), '');
    writeV2Limits(dir.path, { memoryBytes: 4096, cpus: 1.5, pids: 7 });
    const read = (name: string): Promise<string> => readFile(dir.join(name), 'utf8');
    expect(await read('memory.max')).toBe('4096');
    expect([await read('memory.swap.max'), await read('memory.oom.group')]).toEqual(['0', '1']);
    expect([await read('cpu.max'), await read('pids.max')]).toEqual(['150000 100000', '8']);

    const files = {
      'memory.events': 'low 0\nmax 9\noom 1\noom_kill 3\noom_group_kill 1\n',
      'memory.peak': '8192\n',
      'pids.events': 'max 2\n',
      'pids.peak': '5\n',
      'io.stat': '8:0 rbytes=10 wbytes=20 rios=1 wios=1 dbytes=0 dios=0\n8:16 rbytes=1 wbytes=2 rios=1\n',
      'cpu.stat': 'usage_usec 3000\nuser_usec 2000\nsystem_usec 1000\n',
    };
    for (const [name, text] of Object.entries(files)) await writeFile(dir.join(name), text);
    const group = new V2Group(dir.path);
    expect([group.countOomKills(), group.countRefusedForks()]).toEqual([3, 2]);
    expect(group.readUsage()).toEqual({
      userMs: 2,
      systemMs: 1,
      memoryPeakBytes: 8192,
      processesPeak: 4,
      readBytes: 11,
      writtenBytes: 22,
    });
  });
});

describe('cgroup v1', () => {
  v1Test(
    'has a directory in each hierarchy only where a limit is asked for, and none afterwards',
    async () => {
      await withPlace(memory as string, async (inMemory) => {
        await withPlace(pids as string, async (inPids) => {
          const groups = new V1Groups({
            controllers: new Map([
              ['memory', inMemory],
              ['pids', inPids],
            ]),
            unified: undefined,
            refusals: new Map(),
          });
          expect(groups.make('none', {})).toBeUndefined();
          expect(groups.refusalOf('cpus')?.reason).toContain('controller cpu');
          const group = groups.make('job', { memoryBytes: 8 << 20, pids: 3 });
          expect(await readFile(join(inMemory, 'layover/job/memory.limit_in_bytes'), 'utf8')).toBe(
            `${8 << 20}\n`,
          );
          expect(await readFile(join(inPids, 'layover/job/pids.max'), 'utf8')).toBe('4\n');
          expect(group?.joins).toEqual([
            join(inMemory, 'layover/job/tasks'),
            join(inPids, 'layover/job/tasks'),
          ]);
          expect(group?.endsTogether).toBe(false);
          expect([group?.countOomKills(), group?.countRefusedForks()]).toEqual([0, 0]);
          await group?.end();
          groups.close();
          expect([existsSync(join(inMemory, 'layover')), existsSync(join(inPids, 'layover'))]).toEqual([
            false,
            false,
          ]);
        });
      });
    },
  );
});
