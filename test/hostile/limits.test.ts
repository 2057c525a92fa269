import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planDisk } from '#src/jail/limits/disk.js';
import { readHierarchies } from '#src/jail/limits/hierarchies.js';
import { openGroups } from '#src/jail/limits/open.js';
import { planLimits } from '#src/jail/limits/plan.js';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import type { JobResult } from '#src/sandbox/result/job.js';
import { processesLeft } from '../fixtures/processes.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

const groups = await openGroups(isRoot ? 'root' : 'rootless');
const has = (limit: 'memoryBytes' | 'cpus' | 'pids'): boolean => groups.refusalOf(limit) === undefined;
const memoryTest = skipUnless(has('memoryBytes'), 'needs control groups with memory');
const pidsTest = skipUnless(has('pids'), 'needs control groups with pids');
const cpuTest = skipUnless(has('cpus'), 'needs control groups with cpu');

let dir: TempDir;
let rootfs: string;
let layover: Layover;

beforeAll(async () => {
  dir = await tempDir({ isTraversable: true });
  rootfs = await buildRootfs(dir.join('rootfs'));
  layover = await openLayover({ home: dir.join('home'), concurrency: 4 });
});

afterAll(async () => {
  await layover.emptyTrash();
  await layover.close();
  await dir[Symbol.asyncDispose]();
});

interface Ran extends JobResult {
  readonly stdout: string;
}

/** The same script with a limit and without: what it shows is the limit's doing only if the two differ. */
async function bash(script: string, limits: LimitSpec): Promise<Ran> {
  const stdout = new PassThrough();
  const printed = text(stdout);
  const timeout = limits.timeout ?? '60s';
  const job = await layover.run({
    lowers: [rootfs],
    command: ['bash', '-c', script],
    limits: { ...limits, timeout },
    stdout,
  });
  stdout.end();
  const { result } = job;
  await job.discard();
  return { ...result, stdout: await printed };
}

/** Groups of ours in every hierarchy. */
async function listGroups(): Promise<string[]> {
  const places = (await readHierarchies()).flatMap(({ mountPoint, path = mountPoint }) => [mountPoint, path]);
  const names = await Promise.all(
    [...new Set(places)].map((place) => readdir(join(place, 'layover')).catch(() => [])),
  );
  return names.flat().filter((name) => name.startsWith('j-'));
}

const EXITED_0 = { kind: 'exited', exitCode: 0 };

describe('memory', () => {
  const marker = `sleep 98765.${process.pid}`;
  const bomb = `${marker} & dd if=/dev/zero of=/dev/null bs=200M count=1 2>/dev/null; echo "dd: $?"; kill %1; exit 0`;

  memoryTest('a process beyond the limit ends the whole job, the sibling that sleeps as well', async () => {
    const { outcome, usage, receipt, stdout } = await bash(bomb, { memory: '64M' });
    expect(outcome).toEqual({ kind: 'out-of-memory', limitBytes: 64 << 20 });
    expect(stdout).not.toContain('dd: 0');
    expect(usage.memoryPeakBytes).toBeLessThanOrEqual(64 << 20);
    expect(receipt.limits.memoryBytes).toEqual({ value: 64 << 20, kind: 'hard' });
    expect(await processesLeft(marker)).toEqual([]);
  });

  memoryTest('the same job has its way within a limit that is high enough', async () => {
    const { outcome, usage, stdout } = await bash(bomb, { memory: '1G' });
    expect(outcome).toEqual(EXITED_0);
    expect(stdout).toBe('dd: 0\n');
    expect(usage.memoryPeakBytes).toBeGreaterThan(200 << 20);
  });

  memoryTest('what is written to a tmpfs counts', async () => {
    const fill = 'dd if=/dev/zero of=/dev/shm/x bs=1M count=48 2>/dev/null';
    expect((await bash(fill, { memory: '32M' })).outcome.kind).toBe('out-of-memory');
    expect((await bash(fill, { memory: '256M' })).outcome).toEqual(EXITED_0);
  });
});

describe('processes', () => {
  const crowd = 'for i in {1..60}; do sleep 1 & done 2>/dev/null; wait; exit 0';

  pidsTest(
    'forks beyond the limit fail, and the outcome of a command that fails by it names the limit',
    async () => {
      const strict = 'set -e; for i in {1..60}; do sleep 2 & done; wait';
      const { outcome, usage, receipt } = await bash(strict, { pids: 20 });
      expect(outcome).toEqual({ kind: 'limit', which: 'pids' });
      expect(usage.processesPeak).toBe(20);
      expect(receipt.limits.pids).toEqual({ value: 20, kind: 'hard' });
      const free = await bash(crowd, { pids: 200 });
      expect(free.outcome).toEqual(EXITED_0);
      expect(free.usage.processesPeak).toBeGreaterThan(59);
    },
  );

  pidsTest('a fork bomb stays within its limit, while a neighbour and the runner go on', async () => {
    const bomb = 'b() { b | b & }; b 2>/dev/null; sleep 60';
    let slowest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      slowest = Math.max(slowest, performance.now() - last - 20);
      last = performance.now();
    }, 20);
    const [bombed, neighbour] = await Promise.all([
      bash(bomb, { pids: 64, cpus: 1, timeout: '3s' }),
      bash('for i in 1 2 3 4 5; do sleep 0.2; done; echo fine', { pids: 64 }),
    ]);
    clearInterval(timer);
    expect(['timed-out', 'limit']).toContain(bombed.outcome.kind);
    expect(bombed.usage.processesPeak).toBe(64);
    expect(neighbour).toMatchObject({ outcome: EXITED_0, stdout: 'fine\n' });
    expect(slowest).toBeLessThan(1_000);
  });
});

describe('processors', () => {
  cpuTest('two busy loops use no more than the share given', async () => {
    const loops = 'for i in 1 2; do (end=$((SECONDS + 3)); while ((SECONDS < end)); do :; done) & done; wait';
    const share = ({ usage }: Ran): number => ((usage.userMs ?? 0) + (usage.systemMs ?? 0)) / usage.wallMs;
    const limited = share(await bash(loops, { cpus: 0.1 }));
    expect(limited).toBeLessThan(0.2);
    // A machine that is busy with other things gives no more either: one of several tries is enough.
    const shares: number[] = [];
    while (shares.length < 5 && !shares.some((one) => one > limited * 1.3))
      shares.push(share(await bash(loops, { cpus: 2 })));
    expect(Math.max(...shares)).toBeGreaterThan(limited * 1.3);
  });
});

describe('files', () => {
  const open = 'for i in {10..90}; do eval "exec $i</dev/null" || exit 9; done 2>/dev/null';

  test('no process opens more than its limit', async () => {
    expect((await bash(open, { files: 64 })).outcome).toEqual({ kind: 'exited', exitCode: 9 });
    expect((await bash(open, { files: 256 })).outcome).toEqual(EXITED_0);
    expect((await bash('ulimit -Hn', {})).stdout).toBe('4096\n');
  });

  test('no core is written, nor memory locked', async () => {
    expect((await bash('ulimit -c; ulimit -l', {})).stdout).toBe('0\n64\n');
  });
});

const kernelVersion = release().split('.').map(Number) as [number, number];
const hasScratch = kernelVersion[0] > 6 || (kernelVersion[0] === 6 && kernelVersion[1] >= 15);
const tmpfsTest = skipUnless(hasScratch, 'needs Linux 6.15, for an overlay over a mount attached nowhere');
const imageTest = skipUnless(
  hasScratch && isRoot && existsSync('/dev/loop-control') && existsSync('/sbin/mkfs.ext4'),
  'needs root, Linux 6.15, loop devices and mkfs.ext4',
);

describe('disk', () => {
  const full = { kind: 'limit', which: 'disk' };
  const write = (name: string): string => `dd if=/dev/zero of=/srv/${name} bs=1M count=15 2>/dev/null`;
  const fills = [
    ['one large file', 'dd if=/dev/zero of=/srv/x bs=1M count=60 2>/dev/null; exit $?'],
    ['several files', `${write('a')} && ${write('b')} || exit 5; sleep 30`],
    [
      'files that have no name any more',
      `exec 3>/srv/a 4>/srv/b; rm /srv/?; for i in 3 4; do head -c 15M /dev/zero >&$i || { sleep 0.3; exit 5; }; done; sleep 30`,
    ],
    [
      'a flood of empty files',
      'mkdir /srv/d; cd /srv/d; for i in {1..30000}; do : >$i || exit 5; done; sleep 30',
    ],
  ] as const;

  for (const [diskBy, kind, declareBy] of [
    ['watch', 'soft', test],
    ['tmpfs', 'hard', tmpfsTest],
    ['image', 'hard', imageTest],
  ] as const) {
    for (const [what, script] of fills) {
      // Files without a name are found through the processes of a group, which an ordinary user may not have.
      const declare = diskBy === 'watch' && what.includes('no name') ? rootTest : declareBy;
      declare(`${what}: ended at the limit held by ${diskBy}, and not below it`, async () => {
        const bounded = script.replace('sleep 30', 'sleep 1');
        const limited = await bash(script, { disk: '20M', diskBy });
        expect(limited.outcome).toEqual(full);
        expect(limited.receipt.limits.diskBytes).toEqual({ value: 20 << 20, kind, by: diskBy });
        if (kind === 'hard') expect(limited.changes.bytes).toBeLessThanOrEqual(20 << 20);
        expect((await bash(bounded, { disk: '500M', diskBy })).outcome).toEqual(EXITED_0);
      });
    }
  }

  test('a number of inodes is a limit of its own', async () => {
    const script = 'mkdir /srv/d; cd /srv/d; for i in {1..300}; do : >$i || exit 5; done; sleep 3';
    for (const diskBy of ['watch', ...(hasScratch ? (['tmpfs'] as const) : [])] as const) {
      const limited = await bash(script, { disk: '20M', inodes: 100, diskBy });
      expect(limited.outcome).toEqual({ kind: 'limit', which: 'inodes' });
      expect(limited.receipt.limits.inodes).toMatchObject({ value: 100, by: diskBy });
      expect((await bash(script, { disk: '20M', inodes: 1_000, diskBy })).outcome).toEqual(EXITED_0);
    }
  });

  tmpfsTest('is in memory for a small limit where memory allows, and watched for a large one', async () => {
    const by = async (limits: LimitSpec) => (await bash('true', limits)).receipt.limits.diskBytes?.by;
    expect(await by({ disk: '64M' })).toBe('tmpfs');
    expect(await by({ disk: '65M' })).toBe('watch');
    expect(await by({ disk: '64M', memory: '100M' })).toBe('watch');
    expect(await by({ disk: '64M', memory: '128M' })).toBe('tmpfs');
  });

  test('by an image is no way for a user, and the receipt says so', async () => {
    const plan = planDisk({ limits: { diskBytes: 1 }, asked: 'image', mode: 'rootless', kernel: '6.18.0' });
    expect(plan).toMatchObject({ by: 'watch', fallback: { reason: 'loop devices are for root alone' } });
    const old = planDisk({ limits: { diskBytes: 1 }, asked: 'tmpfs', mode: 'root', kernel: '6.12.9' });
    expect(old.fallback?.reason).toContain('6.15 does');
    expect(() => planLimits({ diskBytes: 1 }, { groups, isRequired: true, disk: old })).toThrow(
      expect.objectContaining({ code: 'LAYOVER_UNSUPPORTED' }),
    );
  });

  test('is none that is only watched where limits are required, but where that was asked for', () => {
    const plan = (limits: object, more: object = {}) =>
      planDisk({ limits, asked: 'auto', mode: 'root', isRequired: true, kernel: '6.18.0', ...more });
    const large = { diskBytes: 2 ** 30 };
    expect([plan(large).by, plan({ diskBytes: 1 << 20 }).by]).toEqual(['image', 'tmpfs']);
    expect(plan(large, { isRequired: false })).toEqual({ by: 'watch' });
    expect(plan(large, { asked: 'watch' })).toEqual({ by: 'watch' });
    for (const refused of [plan(large, { mode: 'rootless' }), plan({ inodes: 9 })]) {
      expect(refused).toMatchObject({ by: 'watch', fallback: { used: 'a look from time to time' } });
      expect(() => planLimits({ files: 1 }, { groups, isRequired: true, disk: refused })).toThrow(
        expect.objectContaining({ code: 'LAYOVER_UNSUPPORTED', hint: expect.stringContaining('watch') }),
      );
    }
  });

  imageTest('leaves no loop device and no image behind, and neighbours go on', async () => {
    const loops = async () => (await readdir('/sys/block')).filter((name) => name.startsWith('loop'));
    const bound = async () =>
      (
        await Promise.all(
          (
            await loops()
          ).map(async (name) => (existsSync(`/sys/block/${name}/loop/backing_file`) ? name : '')),
        )
      ).filter(Boolean);
    const before = await bound();
    const [filled, neighbour] = await Promise.all([
      bash('dd if=/dev/zero of=/srv/x bs=1M 2>/dev/null', { disk: '16M', diskBy: 'image' }),
      bash('echo fine; echo x >/srv/y', { disk: '16M', diskBy: 'image' }),
    ]);
    expect([filled.outcome, neighbour.stdout]).toEqual([full, 'fine\n']);
    await expect.poll(bound, { timeout: 5_000 }).toEqual(before); // the kernel lets go of one a moment later
  });
});

test('a job with every limit leaves no group behind, and sees itself at the root of its own', async () => {
  const limits = { memory: '256M', cpus: 1, pids: 50, disk: '50M', files: 64 };
  const before = await listGroups();
  const { stdout } = await bash(
    'cut() { while IFS=: read -r _ name path; do echo "$path"; done; }; cut </proc/self/cgroup',
    limits,
  );
  const paths = new Set(stdout.trim().split('\n'));
  expect(paths.has('/')).toBe(true);
  expect([...paths].filter((path) => path.includes('layover'))).toEqual([]);
  expect(await listGroups()).toEqual(before);
});

rootTest('a user without control groups gets rlimits, and the receipt says so', async () => {
  await using cli = await openCli({ uid: 65534 });
  const args = ['run', '--lower', rootfs, '--memory', '64M', '--pids', '50', '--json', '-'];
  const soft = await cli.run([...args, '--cpus', '1', '--', 'bash', '-c', 'ulimit -d; ulimit -u']);
  expect(soft.exitCode, soft.stderr).toBe(0);
  const [data, users, json = '{}'] = soft.stdout.trim().split('\n');
  expect([data, users]).toEqual([String(64 << 10), '51']);
  const { receipt } = JSON.parse(json) as JobResult;
  expect(receipt.limits).toMatchObject({
    memoryBytes: { kind: 'soft' },
    pids: { kind: 'soft' },
    cpus: { kind: 'unavailable' },
  });
  expect(receipt.fallbacks.map(({ wanted }) => wanted)).toContain('a limit of processors');

  const definition = join(cli.home, 'strict.yaml');
  await writeFile(definition, 'require: [limits]\nlimits: { cpus: 1 }\n');
  const strict = await cli.run(['run', '--sandbox', definition, '--lower', rootfs, '--', 'true']);
  expect(strict.exitCode).toBe(125);
  expect(strict.stderr).toContain('There is no limit of processors here');
  expect(strict.stderr).toContain('hint: Put it right');
});

memoryTest('the command line says that memory ran out, with status 137', async () => {
  await using cli = await openCli();
  const words = ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=200M', 'count=1'];
  const result = await cli.run(['run', '--lower', rootfs, '--memory', '64M', '--', ...words]);
  expect(result.exitCode).toBe(137);
  expect(result.stderr).toContain('ran out of memory, of which it had 64.0 MiB');
});
