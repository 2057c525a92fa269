/**
 * `require:` in a definition: each thing is taken away from a runner that is otherwise the same. The job is refused
 * with 125 under the name of what is missing, and has not started; where the thing is there, it runs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getArchitecture } from '#src/jail/seccomp/architecture.js';
import { openSession, type Session } from '../e2e/session.js';
import { rootTest } from '../fixtures/requirements.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { buildProbe } from './build-probe.js';

let session: Session;
let cli: Cli;
let deny: string;
beforeAll(async () => {
  session = await openSession();
  cli = await openCli();
  deny = session.dir.join('probe-deny');
  await buildProbe('./probe-deny.c', deny);
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await session[Symbol.asyncDispose]();
});

interface Seen {
  readonly exitCode: number;
  readonly hasRun: boolean;
  readonly stderr: string;
}

/** `around`: what runs the command line. `options`: of `layover run`. */
async function tryJob(
  definition: string,
  {
    around = [],
    options = [],
    state = cli.state,
  }: Partial<Record<'around' | 'options', string[]>> & { state?: string },
): Promise<Seen> {
  const sandbox = session.dir.join('require.yaml');
  await writeFile(sandbox, definition);
  const job = ['--lower', session.rootfs, '--', 'echo', 'ran'];
  const [file = '', ...words] = [
    ...around,
    ...cli.command,
    'run',
    '--quiet',
    '--sandbox',
    sandbox,
    ...options,
    ...job,
  ];
  const child = spawn(file, words, {
    env: { ...cli.env, LAYOVER_HOME: state },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (around[0] === 'unshare') await mapAllIds(child.pid ?? 0);
  child.stdin.end('go\n');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode ?? -1, hasRun: stdout === 'ran\n', stderr };
}

/** Waits until the child is in its namespace, which it is to have every id in. */
async function mapAllIds(pid: number): Promise<void> {
  for (const name of ['uid_map', 'gid_map'])
    await expect
      .poll(() => writeFile(`/proc/${pid}/${name}`, '0 0 4294967295\n').then(() => 'ok', String))
      .toBe('ok');
}

const RAN = { exitCode: 0, hasRun: true };
const REFUSED = { exitCode: 125, hasRun: false };

/** A user namespace with a setting of its own. The second shell has the rights that the first one gets with its ids. */
const inNamespace = (script: string): string[] => [
  'unshare',
  '--user',
  '--mount',
  'sh',
  '-c',
  'read go; exec sh -c "$@"',
  'sh',
  `${script}; exec "$@"`,
  'sh',
];
const withoutCall = (name: string): string[] => [deny, String(getArchitecture().numbers.get(name))];

for (const [item, kind] of [
  ['userns', 'user'],
  ['network-none', 'net'],
] as const) {
  rootTest(`${item} cannot be had where no more ${kind} namespaces may be made`, async () => {
    const definition = `require: [${item}]\n`;
    const seen = await tryJob(definition, {
      around: inNamespace(`echo 0 >/proc/sys/user/max_${kind}_namespaces`),
    });
    expect(seen).toMatchObject(REFUSED);
    expect(seen.stderr).toContain(`The sandbox requires ${item}`);
    expect(seen.stderr).toContain('hint: The user.max_*_namespaces sysctls are too low, or 0.');
    expect(await tryJob(definition, { around: inNamespace(':') })).toMatchObject(RAN);
    expect(await tryJob(definition, {})).toMatchObject(RAN);
  });
}

test('network-none rules out the network of the host', async () => {
  const seen = await tryJob('require: [network-none]\n', { options: ['--network', 'host'] });
  expect(seen).toMatchObject(REFUSED);
  expect(seen.stderr).toMatch(/requires network-none.*\n.*hint: Leave --network out/);
  expect(await tryJob('network: host\n', {})).toMatchObject(RAN);
});

test('kernel-overlay rules out another driver', async () => {
  const seen = await tryJob('require: [kernel-overlay]\n', { options: ['--driver', 'copy'] });
  expect(seen).toMatchObject(REFUSED);
  expect(seen.stderr).toMatch(/requires kernel-overlay.*\n.*hint: Leave --driver out/);
  expect(await tryJob('limits: {}\n', { options: ['--driver', 'copy'] })).toMatchObject(RAN);
});

rootTest('kernel-overlay cannot be had where the state lies on an overlay', async () => {
  const state = session.dir.join('state');
  for (const name of ['low', 'up', 'work', 'state']) await mkdir(session.dir.join(name), { mode: 0o700 });
  const [low, up, work] = ['low', 'up', 'work'].map((name) => session.dir.join(name));
  const script = `mount -t overlay -o lowerdir=${low},upperdir=${up},workdir=${work} x ${state} && exec "$@"`;
  const around = ['setsid', 'unshare', '--mount', 'sh', '-c', script, 'sh'];
  const seen = await tryJob('require: [kernel-overlay]\n', { around, state });
  expect(seen).toMatchObject(REFUSED);
  expect(seen.stderr).toContain('The sandbox requires kernel-overlay');
  expect(seen.stderr).toMatch(/hint: .*LAYOVER_HOME/);
  expect(await tryJob('limits: {}\n', { around, state })).toMatchObject(RAN);
  expect(await tryJob('require: [kernel-overlay]\n', {})).toMatchObject(RAN);
});

rootTest('seccomp cannot be had where the kernel has no filters', async () => {
  const around = withoutCall('seccomp');
  const seen = await tryJob('require: [seccomp]\n', { around });
  expect(seen).toMatchObject(REFUSED);
  expect(seen.stderr).toMatch(/The sandbox requires seccomp.*\n.*hint: .*no filter of system calls/);
  expect(await tryJob('seccomp: "off"\n', { around })).toMatchObject(RAN);
  expect(await tryJob('require: [seccomp]\n', {})).toMatchObject(RAN);
});

rootTest('landlock cannot be had where the kernel has none', async () => {
  const around = withoutCall('landlock_create_ruleset');
  const seen = await tryJob('require: [landlock]\n', { around });
  expect(seen).toMatchObject(REFUSED);
  expect(seen.stderr).toMatch(/The sandbox requires landlock.*\n.*hint: .*lsm=/);
  expect(await tryJob('limits: {}\n', { around })).toMatchObject(RAN);
});

rootTest('limits cannot be had where no control groups are mounted', async () => {
  const script = 'umount -R -l /sys/fs/cgroup; exec "$@"';
  const around = ['setsid', 'unshare', '--mount', 'sh', '-c', script, 'sh'];
  // Of memory and processes there would be softer ones; they are not what was required.
  for (const [limit, name] of [
    ['cpus: 1', 'processors'],
    ['memory: 256M', 'memory'],
    ['pids: 50', 'processes'],
  ]) {
    const seen = await tryJob(`require: [limits]\nlimits: { ${limit} }\n`, { around });
    expect(seen).toMatchObject(REFUSED);
    expect(seen.stderr).toContain(`There is no limit of ${name} here`);
    expect(seen.stderr).toMatch(/hint: .*mount -t cgroup2/);
    expect(await tryJob(`limits: { ${limit} }\n`, { around })).toMatchObject(RAN);
  }
  expect(await tryJob('require: [limits]\nlimits: { files: 64 }\n', { around })).toMatchObject(RAN);
});
