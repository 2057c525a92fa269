/** What a caller has open reaches neither the command nor the programs around it. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open } from 'node:fs/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession, type Session } from '../e2e/session.js';
import { openDescriptors } from '../fixtures/processes.js';
import { isRoot } from '../fixtures/requirements.js';
import { openCli } from '../fixtures/run.js';

let session: Session;
beforeAll(async () => {
  session = await openSession();
});
afterAll(async () => await session[Symbol.asyncDispose]());

/** Node itself marks those right above its own as closed by exec, and stops at the first gap. */
const LEAKED = 100;

async function childrenOf(pid: number): Promise<string[]> {
  const { stdout } = await execa('pgrep', ['-P', String(pid)], { reject: false });
  return stdout.split('\n').filter(Boolean);
}

async function descriptorsBelow(pid: number): Promise<string> {
  const all = (await childrenOf(pid)).map(
    async (child) => await openDescriptors(Number(child)).catch(() => []),
  );
  return (await Promise.all(all)).flat().join('\n');
}

test('descriptors of the caller reach neither the command nor what stands around it', async () => {
  await using cli = await openCli();
  await mkdir(session.dir.join('leaked'));
  await using leaked = await open(session.dir.join('leaked'));
  const [program = '', ...words] = cli.command;
  const job = ['run', '--quiet', '--lower', session.rootfs, '--', 'sh', '-c', 'probe fds; echo; cat'];
  const stdio = [...Array.from({ length: LEAKED }, () => 'ignore' as const), leaked.fd];
  const child = spawn(program, [...words, ...job], {
    env: cli.env,
    stdio: ['pipe', 'pipe', 'inherit', ...stdio.slice(3)],
  });
  const exited = once(child, 'exit');
  let printed = '';
  child.stdout?.setEncoding('utf8');
  for await (const chunk of child.stdout ?? []) {
    printed += chunk;
    if (!printed.endsWith('\n\n')) continue;
    const own = (await openDescriptors(child.pid)).join('\n');
    // Rootless the trees have a process of their own, which is made ahead while the job runs.
    if (!isRoot) await expect.poll(() => childrenOf(child.pid ?? 0), { timeout: 30_000 }).toHaveLength(2);
    const below = await descriptorsBelow(child.pid ?? 0);
    expect(own).toMatch(new RegExp(`^${LEAKED} .*/leaked$`, 'm'));
    expect(below).not.toBe('');
    expect(below).not.toContain('/leaked');
    child.stdin?.end();
  }
  expect(await exited).toEqual([0, null]);
  const inside = printed.trim().split('\n');
  expect(inside.map((line) => line.replace(/\[.*/, ''))).toEqual(['0 pipe:', '1 pipe:', '2 pipe:']);
});
