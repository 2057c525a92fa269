/** What the oracle notices where nobody else is to be seen (scripts/apart): whatever is left, whoever's it is. */
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { readHierarchies } from '#src/jail/limits/hierarchies.js';
import { getArchitecture } from '#src/jail/seccomp/architecture.js';
import { isApart, rootTest } from '../fixtures/requirements.js';
import { tempDir } from '../fixtures/temp.js';
import { compareHosts, lastingDifferences, lookAtHost, QUEUES } from './oracle.js';

type Undo = () => Promise<unknown>;
const sh = async (script: string, ...words: string[]): Promise<string> =>
  (await execa('sh', ['-c', script, 'sh', ...words])).stdout;
const left = async (script: string, undo: string): Promise<Undo> => {
  const said = await sh(script);
  return async () => await sh(undo, said);
};

/** A key of root's; the number of the call is the architecture's. */
async function leaveKey(): Promise<Undo> {
  const call = (name: string, words: string): string =>
    `import ctypes; print(ctypes.CDLL(None).syscall(${getArchitecture().numbers.get(name)}, ${words}))`;
  const run = async (text: string): Promise<string> => (await execa('python3', ['-c', text])).stdout;
  const id = await run(call('add_key', "b'user', b'layover-oracle', b'x', 1, -4"));
  return async () => await run(call('keyctl', `9, ${id}, -4`));
}

const LEFTOVERS: Readonly<Record<string, readonly [seen: RegExp, leave: () => Promise<Undo>]>> = {
  'a mount': [/mount left: .* \/mnt /, async () => await left('mount -t tmpfs none /mnt', 'umount /mnt')],
  'a control group': [
    /cgroup left: .*\/left-here/,
    async () => {
      const [place] = (await readHierarchies()).map(({ mountPoint }) => `${mountPoint}/left-here`);
      return await left(`mkdir ${place}`, `rmdir ${place}`);
    },
  ],
  "a process, though of the runner's own user": [
    /processes: new: \d+ sleep of 0/,
    async () => {
      const child = execa('sleep', ['60'], { reject: false });
      return async () => {
        child.kill();
        await child;
      };
    },
  ],
  'a file in /dev/shm': [
    /\/dev\/shm: new: left/,
    async () => await left(': >/dev/shm/left', 'rm /dev/shm/left'),
  ],
  'a semaphore': [
    /System V IPC: new: sem/,
    async () => await left('ipcmk -S 1', 'ipcrm -s "${1##* }"'), // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
  ],
  'a queue': [/POSIX queues: new: left/, async () => await left(`touch ${QUEUES}/left`, `rm ${QUEUES}/left`)],
  'an abstract socket': [
    /sockets: new: @left/,
    async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen('\0left', resolve));
      return async () => await new Promise((resolve) => server.close(resolve));
    },
  ],
  'a sysctl': [
    /sysctls: new: net\/ipv4\/ip_default_ttl = 63/,
    async () => {
      const set = (value: number): string => `echo ${value} >/proc/sys/net/ipv4/ip_default_ttl`;
      return await left(`cat /proc/sys/net/ipv4/ip_default_ttl; ${set(63)}`, set(64));
    },
  ],
  'a host name': [/host name: new: left/, async () => await left('hostname left', `hostname ${hostname()}`)],
  'a key': [/keys: new: .*layover-oracle/, leaveKey],
  'a temporary file': [
    /temporary files: new: left/,
    async () => {
      await writeFile(`${process.env['TMPDIR']}/left`, '');
      return async () => await rm(`${process.env['TMPDIR']}/left`);
    },
  ],
};

if (isApart) {
  for (const [what, [seen, leave]] of Object.entries(LEFTOVERS)) {
    test(`apart: the oracle notices ${what}`, async () => {
      await using canary = await tempDir();
      const before = await lookAtHost(canary.path);
      const undo = await leave();
      try {
        expect(compareHosts(before, await lookAtHost(canary.path)).join('\n')).toMatch(seen);
      } finally {
        await undo();
      }
      expect(await lastingDifferences(before, canary.path)).toEqual([]);
    });
  }
} else {
  rootTest('apart from the machine, whatever a test leaves is noticed', async () => {
    const project = fileURLToPath(new URL('../..', import.meta.url));
    const vitest = ['run', '--configLoader', 'runner', '--config', 'scripts/vitest.config.ts'];
    const words = ['node_modules/.bin/vitest', ...vitest, 'test/hostile/oracle-apart'];
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], NO_COLOR: '1' };
    const options = { cwd: project, env, extendEnv: false, all: true, reject: false } as const;
    const { all } = await execa(`${project}scripts/apart`, words, options);
    const count = Object.keys(LEFTOVERS).length;
    expect(all).toMatch(new RegExp(`^${count} passed, 0 failed, 0 skipped$`, 'm'));
  });
}
