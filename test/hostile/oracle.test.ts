import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { rootTest } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { tree } from '../fixtures/tree.js';
import { compareHosts, lastingDifferences, lookAtHost } from './oracle.js';

test('two looks at a host on which nothing of ours happens are the same', async () => {
  await using canary = await tempDir();
  await tree(canary.path, { a: 'a', 'd/b': 'b' });
  const before = await lookAtHost(canary.path);
  expect(before.lists['sysctls']?.length).toBeGreaterThan(300);
  expect(await lastingDifferences(before, canary.path)).toEqual([]);
});

test('the oracle sees a canary that was touched, a socket, a descriptor', async () => {
  await using canary = await tempDir();
  await tree(canary.path, { a: 'a' });
  const before = await lookAtHost(canary.path);
  await writeFile(canary.join('a'), 'a');
  await using server = createServer();
  await new Promise<void>((resolve) => server.listen(`\0layover-oracle-${process.pid}`, resolve));
  const { open } = await import('node:fs/promises');
  await using _file = await open('/etc/passwd');
  const seen = compareHosts(before, await lookAtHost(canary.path)).join('\n');
  expect(seen).toMatch(/canary: "a": mtimeNs/);
  expect(seen).toMatch(/sockets: new: @layover-oracle/);
  expect(seen).toMatch(/descriptors: new: \/etc\/passwd/);
});

rootTest(
  'the oracle sees processes, memory, names and groups of the ids and names that jobs have',
  async () => {
    await using canary = await tempDir();
    const before = await lookAtHost(canary.path);
    const id = 0x70000000 + 5;
    const as = ['setpriv', `--reuid=${id}`, `--regid=${id}`, '--clear-groups'];
    const name = `/dev/shm/layover-oracle-${process.pid}`;
    const group = `/sys/fs/cgroup/unified/layover-oracle-${process.pid}`;
    const sleeper = execa(as[0] ?? '', [...as.slice(1), 'sleep', '30'], { reject: false });
    const { stdout } = await execa(as[0] ?? '', [...as.slice(1), 'ipcmk', '-S', '1']);
    const semaphore = /\d+$/.exec(stdout)?.[0] ?? '';
    await writeFile(name, '');
    await execa('chown', [String(id), name]);
    const hasGroup = await mkdir(group).then(
      () => true,
      () => false,
    );
    try {
      const seen = compareHosts(before, await lookAtHost(canary.path)).join('\n');
      expect(seen).toMatch(/processes: new: \d+ sleep of 1879048197/);
      expect(seen).toMatch(/System V IPC: new: sem/);
      expect(seen).toMatch(/\/dev\/shm: new: layover-oracle/);
      if (hasGroup) expect(seen).toMatch(/cgroup left: .*layover-oracle/);
    } finally {
      sleeper.kill();
      await sleeper;
      await execa('ipcrm', ['-s', semaphore]);
      await rm(name);
      if (hasGroup) await execa('rmdir', [group]);
    }
    expect(await lastingDifferences(before, canary.path)).toEqual([]);
  },
);
