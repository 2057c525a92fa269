/** What a job could reach of the host past its files: sockets, terminals, mounts. Each with a control that succeeds. */
import { copyFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { isRoot, rootTest } from '../fixtures/requirements.js';
import { buildCallProbe, readAnswers, wordOf } from './probe-calls.js';

let session: Session;
let probe: string;
beforeAll(async () => {
  session = await openSession();
  probe = session.dir.join('probe-calls');
  await buildCallProbe(probe);
  await copyFile(probe, `${session.rootfs}/usr/bin/probe-calls`);
});
afterAll(async () => await session[Symbol.asyncDispose]());

type Options = Parameters<Session['run']>[1];

const inside = async (words: readonly string[], options: Options = {}): Promise<string[]> =>
  readAnswers((await session.run(['probe-calls', ...words], options)).stdout);
const outside = async (words: readonly string[]): Promise<string[]> =>
  readAnswers((await execa(probe, [...words])).stdout);

const [DATAGRAM, RAW] = [2, 3];
const socketWords = (...args: number[]): string => wordOf({ call: 'socket', args }) ?? '';
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('sockets of a job', () => {
  const NETLINK = 16;
  const KEPT_FAMILIES = [1, 2, 10, NETLINK];

  test('are of these families, of all that there are', async () => {
    const words = range(46).map((family) => socketWords(family, family === NETLINK ? RAW : DATAGRAM, 0));
    for (const network of ['none', 'host'] as const) {
      const answers = await inside(words, { network });
      const kept = range(46).filter((family) => answers[family] === 'ok');
      expect(kept).toEqual(KEPT_FAMILIES);
      const others = answers.filter((_answer, family) => !KEPT_FAMILIES.includes(family));
      expect(new Set(others)).toEqual(new Set(['EAFNOSUPPORT']));
    }
    const without = await inside(words, { seccomp: 'off' });
    // Without the filter the kernel itself answers: for want of a capability, or of that type of socket.
    const known = without.filter((answer) => answer !== 'EAFNOSUPPORT');
    expect(known.length).toBeGreaterThan(KEPT_FAMILIES.length);
  });

  test('of netlink speak of routes alone', async () => {
    const words = range(23).map((protocol) => socketWords(NETLINK, RAW, protocol));
    const answers = await inside(words);
    expect(answers[0]).toBe('ok');
    expect(new Set(answers.slice(1))).toEqual(new Set(['EPROTONOSUPPORT']));
    const without = await inside(words, { seccomp: 'off' });
    expect(without.filter((answer) => answer === 'ok').length).toBeGreaterThan(3);
  });

  test('of vsock are none, though its addresses know no network namespace', async () => {
    const vsock = [socketWords(40, 1, 0)];
    expect(await inside(vsock)).toEqual(['EAFNOSUPPORT']);
    expect(await inside(vsock, { network: 'host' })).toEqual(['EAFNOSUPPORT']);
    expect(await inside(vsock, { seccomp: 'off' })).toEqual(await outside(vsock));
  });

  test('do not reach a server on the host, but where the network is the host', async () => {
    await using server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const connect = ['bash', '-c', `exec 3<>/dev/tcp/127.0.0.1/${port} && echo reached`];
    expect((await session.run(connect)).stdout).toBe('');
    expect((await session.run(connect, { network: 'host' })).stdout).toBe('reached\n');
  });

  test('with abstract names are not seen by another job', async () => {
    const name = `layover-job-${process.pid}`;
    const listed = async (): Promise<string> => (await session.run(['cat', '/proc/net/unix'])).stdout;
    await using server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(`\0${name}`, resolve));
    expect(await listed()).not.toContain(name);
    expect((await session.run(['cat', '/proc/net/unix'], { network: 'host' })).stdout).toContain(name);
  });
});

describe('terminals', () => {
  test('of the host are not in the job', async () => {
    const look = 'ls /dev/pts';
    const host = await execa('script', ['-qec', look, '/dev/null'], { stdin: 'ignore' });
    expect(host.stdout).toMatch(/\d/);
    expect((await session.run(look)).stdout).toBe('ptmx\n');
  });

  test('take no input that a job would put there: TIOCSTI, and with bits above the 32 that count', async () => {
    const words = [0x5412n, (1n << 32n) | 0x5412n].map(
      (request) => wordOf({ call: 'ioctl', args: [0, request, 1] }) ?? '',
    );
    expect(await inside(words)).toEqual(['EPERM', 'EPERM']);
    expect(await inside(words, { seccomp: 'off' })).not.toContain('EPERM');
  });
});

describe('file systems', () => {
  const TYPES =
    'binfmt_misc ramfs tmpfs proc sysfs devpts mqueue cgroup cgroup2 overlay bpf debugfs tracefs securityfs'.split(
      ' ',
    );
  const script = `mkdir -p /srv/m; command -v mount >/dev/null && echo tried; for type in ${TYPES.join(' ')}; do mount -t $type none /srv/m && echo "$type mounted"; done; :`;

  rootTest('of no kind can be mounted', async () => {
    for (const seccomp of ['default', 'off'] as const)
      expect((await session.run(script, { seccomp })).stdout).toBe('tried\n');
    const host = await execa('unshare', [
      '-m',
      'sh',
      '-c',
      `cd ${session.dir.path} && mkdir m && mount -t tmpfs none m && echo mounted`,
    ]);
    expect([isRoot, host.stdout]).toEqual([true, 'mounted']);
  });
});
