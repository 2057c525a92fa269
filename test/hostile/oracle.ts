/**
 * What the machine holds that a job could have left or changed, in one look: the same before the hostile tests and after
 * them. Other programs work on the machine too, so of what they change by design only that part is compared which a
 * job of ours could have touched:
 *
 *   canary          a tree outside of everything, to the inode and the nanosecond
 *   mounts          all of this mount namespace: nothing is ever mounted in it
 *   sysctls         all that can be read, but for counters and gauges that move by themselves
 *   processes       what runs with ids of the ranges that jobs get (root); apart: every process, keepers too
 *   cgroups         directories of ours, in every hierarchy; apart: all
 *   IPC             System V objects and POSIX queues that ids of jobs own or made; apart: all
 *   sockets         abstract unix sockets in the host's network, but for those whose names the kernel picked
 *   /dev/shm        names that ids of jobs own; apart: all
 *   temporary files apart: all that stands in the folder for them
 *   keys            users of keys among the ids of jobs, and the keyrings of this session
 *   host name, descriptors of this process
 *
 * Apart (scripts/apart) means that nothing else is to be seen, so whatever is new was left by a test.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { diffHostState, hostState, openDescriptors } from '../fixtures/processes.js';
import { isApart } from '../fixtures/requirements.js';
import { diffSnapshots, type Snapshot, snapshotTree } from '../fixtures/snapshot.js';

export interface OracleState {
  readonly canary: Snapshot;
  readonly host: Awaited<ReturnType<typeof hostState>>;
  /** Lines by what they are about. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/** Where the ranges of ids of root's jobs begin (jail/id-map.ts). */
const FIRST_JOB_ID = 0x70000000;
const isJobId = (id: number): boolean => id >= FIRST_JOB_ID && id < 0xfffffffe;
const isOurs = (id: number): boolean => isApart || isJobId(id);

/** Built once for all tests (fixtures/probe.ts). */
const KEPT_PROBE = 'layover-probe-';

/** Where the queues of this IPC namespace are mounted. */
export const QUEUES: string = process.env['LAYOVER_APART_QUEUES'] ?? '/dev/mqueue';

export async function lookAtHost(canary: string): Promise<OracleState> {
  const lists = {
    sysctls: await readSysctls('/proc/sys'),
    processes: await jobProcesses(),
    'System V IPC': await jobIpc(),
    'POSIX queues': await namesOfJobs(QUEUES),
    sockets: await abstractSockets(),
    '/dev/shm': await namesOfJobs('/dev/shm'),
    'temporary files': isApart
      ? (await readdir(tmpdir())).filter((name) => !name.startsWith(KEPT_PROBE))
      : [],
    'users of keys': await jobKeyUsers(),
    keys: await sessionKeys(),
    'host name': [hostname()],
    descriptors: (await openDescriptors())
      .filter((line) => !/ (anon_inode|socket|pipe):/.test(line))
      .map((line) => line.replace(/^\d+ /, ''))
      .sort(),
  };
  return { canary: await snapshotTree(canary, { exact: true }), host: await hostState(), lists };
}

/** One line for each difference; none where nothing happened. What other runners' jobs took with them is none. */
export function compareHosts(before: OracleState, after: OracleState): string[] {
  const names = Object.keys(before.lists);
  return [
    ...diffSnapshots(before.canary, after.canary).map((line) => `canary: ${line}`),
    ...diffHostState(before.host, after.host).filter((line) => !line.startsWith('cgroup gone')),
    ...names.flatMap((name) => compareLists(name, before.lists[name] ?? [], after.lists[name] ?? [])),
  ];
}

function compareLists(name: string, before: readonly string[], after: readonly string[]): string[] {
  const [was, is] = [new Set(before), new Set(after)];
  return [
    ...after.filter((line) => !was.has(line)).map((line) => `${name}: new: ${line}`),
    ...before
      .filter((line) => !COMES_AND_GOES.has(name) && !is.has(line))
      .map((line) => `${name}: gone: ${line}`),
  ];
}

const COMES_AND_GOES: ReadonlySet<string> = new Set([
  'processes',
  'System V IPC',
  'POSIX queues',
  'sockets',
  '/dev/shm',
  'temporary files',
  'users of keys',
  'keys',
]);

/**
 * What still differs from `before` when jobs of other runners on this machine have had time to end: a line counts only
 * while it is there in every look.
 */
export async function lastingDifferences(before: OracleState, canary: string): Promise<string[]> {
  const end = Date.now() + LASTING_MS;
  let lasting = compareHosts(before, await lookAtHost(canary));
  while (lasting.length > 0 && Date.now() < end) {
    await delay(1_000);
    const now = new Set(compareHosts(before, await lookAtHost(canary)));
    lasting = lasting.filter((line) => now.has(line));
  }
  return lasting;
}

const LASTING_MS = 30_000;

// Counters, gauges and random numbers: they differ from one look to the next on an idle machine.
const MOVING =
  /^(fs\/(dentry-state|inode-nr|inode-state|file-nr|aio-nr|quota)|kernel\/(random|ns_last_pid|pty\/nr|sched_domain|perf_event_max_sample_rate|seccomp|spl)|net\/netfilter|net\/ipv[46]\/neigh|vm\/stat_refresh|sunrpc|dev)(\/|$)/;

async function readSysctls(root: string, below = ''): Promise<string[]> {
  const entries = await readdir(join(root, below), { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (MOVING.test(path)) return [];
      if (entry.isDirectory()) return await readSysctls(root, path);
      const text = await readFile(join(root, path), 'latin1').catch(() => undefined);
      return text === undefined ? [] : [`${path} = ${text.trim()}`];
    }),
  );
  return found.flat().sort();
}

async function jobProcesses(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
      const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
      const name = /^Name:\s+(.*)/m.exec(status)?.[1] ?? '';
      return status !== '' && isOurs(uid) ? [`${pid} ${name} of ${uid}`] : [];
    }),
  );
  return lines.flat().sort();
}

/** Lines of the tables whose owner or maker is an id of a job. */
async function jobIpc(): Promise<string[]> {
  const tables = await Promise.all(
    ['shm', 'sem', 'msg'].map(async (kind) => {
      const text = await readFile(`/proc/sysvipc/${kind}`, 'latin1').catch(() => '');
      const rows = text.trimEnd().split('\n').slice(1);
      return rows
        .filter((row) =>
          row
            .trim()
            .split(/\s+/)
            .some((word) => isOurs(Number(word))),
        )
        .map((row) => `${kind} ${row.trim()}`);
    }),
  );
  return tables.flat();
}

async function namesOfJobs(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const owned = await Promise.all(
    names.map(async (name) => {
      const status = await stat(join(folder, name)).catch(() => undefined);
      return status !== undefined && isOurs(status.uid) ? [name] : [];
    }),
  );
  return owned.flat();
}

/** A name of five hex digits is one that the kernel picked for a program that asked for any (unix(7)). */
async function abstractSockets(): Promise<string[]> {
  const lines = (await readFile('/proc/net/unix', 'latin1')).split('\n');
  const names = lines.flatMap((line) => / (@\S*)$/.exec(line)?.[1] ?? []);
  return [...new Set(names.filter((name) => !/^@[0-9a-f]{5}$/.test(name)))].sort();
}

async function jobKeyUsers(): Promise<string[]> {
  const lines = (await readFile('/proc/key-users', 'latin1').catch(() => '')).split('\n');
  return lines.flatMap((line) => {
    const uid = Number(/^\s*(\d+):/.exec(line)?.[1] ?? 0);
    return isJobId(uid) ? [String(uid)] : [];
  });
}

/** Numbers and names of the keys that this session sees; not how long they last, nor who else holds them. */
async function sessionKeys(): Promise<string[]> {
  const lines = (await readFile('/proc/keys', 'latin1').catch(() => '')).trim().split('\n');
  const keys = lines.map((line) => line.trim().split(/\s+/)).filter((words) => !isJobId(Number(words[5])));
  return keys.map((words) => words.slice(7).join(' ')).sort();
}
