import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import { openGroups } from '#src/jail/limits/open.js';
import { openLayover } from '#src/sandbox/open.js';
import { isRoot, skipUnless } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { openCli } from '../fixtures/run.js';
import { tempDir } from '../fixtures/temp.js';

const groups = await openGroups(isRoot ? 'root' : 'rootless');
const groupTest = skipUnless(
  groups.refusalOf('memoryBytes') === undefined,
  'needs control groups with memory',
);

async function until(check: () => boolean | Promise<boolean>, withinMs = 60_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`Not within ${withinMs} ms: ${check.toString()}`);
    await delay(20);
  }
}

groupTest('the group of a killed runner is gone once the next one has started', async () => {
  await using dir = await tempDir({ isTraversable: true });
  const rootfs = await buildRootfs(dir.join('rootfs'));
  await using cli = await openCli();
  const before = groups.listNames();
  const added = (): string[] => groups.listNames().filter((name) => !before.includes(name));
  const [program = '', ...words] = cli.command;
  const child = spawn(
    program,
    [...words, 'run', '--lower', rootfs, '--memory', '64M', '--', 'sleep', '100'],
    {
      env: cli.env,
      stdio: 'ignore',
    },
  );
  const exited = once(child, 'exit');
  await until(() => added().length === 1);
  child.kill('SIGKILL');
  await exited;
  expect(added()).toHaveLength(1);
  // The keeper ends the job first; a start that comes sooner leaves the group to the one after it.
  await until(async () => {
    await (await openLayover({ home: cli.state })).close();
    return added().length === 0;
  });
});

groupTest('the group of a running job outlives the start of another runner', async () => {
  await using dir = await tempDir({ isTraversable: true });
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const home = dir.join('home');
  await using layover = await openLayover({ home });
  const before = groups.listNames();
  let during: string[] = [];
  const stdin = new PassThrough(); // the job reads until the other one has started
  const job = await layover.run({
    lowers: [rootfs],
    command: ['cat'],
    limits: { memory: '64M' },
    stdin,
    onStart: () => {
      void openLayover({ home }).then(async (other) => {
        during = groups.listNames().filter((name) => !before.includes(name));
        await other.close();
        stdin.end();
      });
    },
  });
  expect(job.outcome).toEqual({ kind: 'exited', exitCode: 0 });
  expect(during).toHaveLength(1);
  expect(groups.listNames().filter((name) => name.startsWith(job.id))).toEqual([]);
});
