import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { rootTest as test } from '../fixtures/requirements.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type Cli, openCli } from '../fixtures/run.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

let dir: TempDir;
let cli: Cli;
let rootfs: string;

beforeAll(async () => {
  [dir, cli] = await Promise.all([tempDir(), openCli()]);
  rootfs = await buildRootfs(dir.join('rootfs'));
});
afterAll(async () => {
  await cli[Symbol.asyncDispose]();
  await dir[Symbol.asyncDispose]();
});

type Running = ReturnType<typeof startShell>;

function startShell(script: string, ...options: readonly string[]) {
  const [file = '', ...words] = cli.command;
  const args = [...words, 'run', '--lower', rootfs, ...options, 'sh', '-c', script];
  const child = spawn(file, args, { env: cli.env, stdio: ['pipe', 'pipe', 'pipe'] });
  const stderr = text(child.stderr).catch(() => 'nobody read it');
  const status = once(child, 'exit').then(([code]) => code as number | null);
  return { child, stderr, status };
}

async function untilItSays({ child: { stdout } }: Running, words: string): Promise<void> {
  let said = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    if (said.includes(words)) return;
  }
  throw new Error(`It ended, and said ${JSON.stringify(said)}`);
}

describe('a signal to layover', () => {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
    ['SIGQUIT', 3],
    ['SIGUSR1', 10],
    ['SIGUSR2', 12],
  ] as const) {
    test(`${signal} is the command's, and so is the status`, async () => {
      const [caught, plain] = [
        startShell(`trap 'exit 7' ${number}; echo ready; while :; do sleep 0.05; done`),
        startShell('echo ready; sleep 60'),
      ];
      for (const [running, status] of [
        [caught, 7],
        [plain, 128 + number],
      ] as const) {
        await untilItSays(running, 'ready');
        running.child.kill(signal);
        expect(await running.status).toBe(status);
      }
    });
  }

  test('is an interrupt twice: the job is killed', async () => {
    const running = startShell("trap '' INT; echo ready; while :; do sleep 0.05; done");
    await untilItSays(running, 'ready');
    running.child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 800));
    running.child.kill('SIGINT');
    expect(await running.status).toBe(137);
    expect(await running.stderr).toMatch(
      /^layover: interrupt sent to the job; again to kill it\nlayover: ended by SIGKILL; kept j-/,
    );
  });
});

describe('an end of a stream', () => {
  test('that never comes does not hold layover', async () => {
    const running = startShell('exit 3', '--quiet');
    expect(await running.status).toBe(3);
    expect(running.child.stdin.writableEnded).toBe(false);
  });

  test('of our reader ends the command as a pipeline would', async () => {
    const running = startShell('while :; do echo y; done', '--quiet');
    await untilItSays(running, 'y');
    running.child.stdout.destroy();
    expect(await running.status).toBe(141);
    expect(await running.stderr).toBe('');
  });

  test('of the reader of our errors is no crash', async () => {
    const running = startShell('read x; exit 6');
    running.child.stderr.destroy();
    running.child.stdin.end('go\n');
    expect(await running.status).toBe(6);
  });
});
