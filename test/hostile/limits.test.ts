import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readHierarchies } from '#src/jail/limits/hierarchies.js';
import { openGroups } from '#src/jail/limits/open.js';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import type { JobResult } from '#src/sandbox/result/job.js';
import { processesLeft } from '../fixtures/processes.js';
import { isRoot, rootTest, skipUnless } from '../fixtures/requirements.js';
import { openCli } from '../fixtures/run.js';
import { type LimitedSession, openLimitedSession, type Ran } from './limited-session.js';

const groups = await openGroups(isRoot ? 'root' : 'rootless');
const has = (limit: 'memoryBytes' | 'cpus' | 'pids'): boolean => groups.refusalOf(limit) === undefined;
const memoryTest = skipUnless(has('memoryBytes'), 'needs control groups with memory');
const pidsTest = skipUnless(has('pids'), 'needs control groups with pids');
const cpuTest = skipUnless(has('cpus'), 'needs control groups with cpu');

let session: LimitedSession;
const bash = async (script: string, limits: LimitSpec): Promise<Ran> => await session.bash(script, limits);
beforeAll(async () => {
  session = await openLimitedSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

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
  const args = ['run', '--lower', session.rootfs, '--memory', '64M', '--pids', '50', '--json', '-'];
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
  const strict = await cli.run(['run', '--sandbox', definition, '--lower', session.rootfs, '--', 'true']);
  expect(strict.exitCode).toBe(125);
  expect(strict.stderr).toContain('There is no limit of processors here');
  expect(strict.stderr).toContain('hint: Put it right');
});

memoryTest('the command line says that memory ran out, with status 137', async () => {
  await using cli = await openCli();
  const words = ['dd', 'if=/dev/zero', 'of=/dev/null', 'bs=200M', 'count=1'];
  const result = await cli.run(['run', '--lower', session.rootfs, '--memory', '64M', '--', ...words]);
  expect(result.exitCode).toBe(137);
  expect(result.stderr).toContain('ran out of memory, of which it had 64.0 MiB');
});
