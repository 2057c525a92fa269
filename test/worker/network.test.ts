import { writeFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#src/jail/outcome.js';
import { openJobs } from './jobs.js';

interface Servers extends AsyncDisposable {
  readonly port: number;
  readonly abstract: string;
}

/** Of the host's. */
async function openServers(): Promise<Servers> {
  const abstract = `\0layover-test-${process.pid}`;
  const tcp = http.createServer((_request, response) => response.end('of the host'));
  const unix = net.createServer((socket) => socket.on('error', () => undefined).end());
  await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => unix.listen(abstract, resolve));
  return {
    port: (tcp.address() as AddressInfo).port,
    abstract,
    async [Symbol.asyncDispose]() {
      tcp.closeAllConnections();
      for (const server of [tcp, unix]) await new Promise((resolve) => server.close(resolve));
    },
  };
}

const BINDS = { binds: ['/bin', '/usr', '/lib', '/lib64', '/etc/hosts'].map((source) => ({ source })) };

describe('the network of a worker', () => {
  test('is none in a thread, but for its own loopback; as the receipt says', async () => {
    await using servers = await openServers();
    await using jobs = await openJobs();
    const { port, abstract } = servers;
    const params = { port, abstract, name: hostname() };
    const closed = await jobs.run('reach', params, BINDS);
    expect(closed.outcome).toEqual({
      kind: 'returned',
      value: {
        fetch: 'ECONNREFUSED',
        tcp: 'ECONNREFUSED',
        abstract: 'ECONNREFUSED',
        name: 'ENOTFOUND',
        nameOfSocket: 'ENOTFOUND',
        localhost: 'reached',
        own: 'own',
        child: 'lo',
      },
    });
    expect(closed.result.receipt).toMatchObject({ network: 'none' });
    expect(closed.result.receipt.namespaces).toContain('net');
  });

  test('is that of the host where it is asked for, and none again for the next one', async () => {
    await using servers = await openServers();
    await using jobs = await openJobs();
    const { port, abstract } = servers;
    const params = { port, abstract, name: hostname() };
    const open = await jobs.run('reach', params, { ...BINDS, network: 'host' });
    expect(open.outcome).toMatchObject({
      kind: 'returned',
      value: { fetch: 'of the host', tcp: 'reached', abstract: 'reached', name: 'reached', own: 'own' },
    });
    expect(open.result.receipt).toMatchObject({ network: 'host' });
    expect(open.result.receipt.namespaces).not.toContain('net');
    const closed = await jobs.run('reach', params, { ...BINDS, network: 'none' });
    expect(closed.outcome).toMatchObject({ value: { fetch: 'ECONNREFUSED', abstract: 'ECONNREFUSED' } });
  });

  test('is that of the host in the portable runner: refused where it is to be off, else in the receipt', async () => {
    await using servers = await openServers();
    await using jobs = await openJobs({ spec: { isolation: 'portable' } });
    const { port, abstract } = servers;
    const job = await jobs.run('reach', { port, abstract, name: hostname() });
    const { value } = job.outcome as Extract<Outcome, { kind: 'returned' }>;
    expect(value).toMatchObject({ fetch: 'of the host', abstract: 'reached' });
    expect(job.result.receipt).toMatchObject({ network: 'host' });
    expect(job.result.receipt.fallbacks).toContainEqual(expect.objectContaining({ wanted: 'no network' }));
    const sandbox = jobs.dir.join('closed.yaml');
    writeFileSync(sandbox, 'network: none\n');
    for (const spec of [{ network: 'none' as const }, { sandbox }])
      await expect(jobs.run('reach', {}, spec)).rejects.toMatchObject({ code: 'LAYOVER_UNSUPPORTED' });
  });
});
