import { spawn } from 'node:child_process';
import { access, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { openLayover } from '#src/sandbox/open.js';
import { type Contender, type Suite, timeMs } from '../harness.js';

// This file runs from build/bench/suites.
const SOURCES = fileURLToPath(new URL('../../../test/bench/', import.meta.url));
const CLI = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** One job that does nothing: what it costs to make its view, start it, read its empty upper and throw it away. */
export const launchSuite: Suite = {
  name: 'launch',
  description: 'a fresh view over one lower, /bin/true in it',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const rootfs = await makeRootfs(folder);
    const contenders = [await openBare(folder, rootfs), await openLibrary(folder, rootfs)];
    if (await isThere(CLI)) contenders.push(openCli(folder, rootfs));
    return { contenders, shared };
  },
};

async function compile(output: string, ...sources: string[]): Promise<void> {
  const files = sources.map((source) => join(SOURCES, source));
  await execa('cc', [
    '-std=gnu11',
    '-D_GNU_SOURCE',
    '-O2',
    '-static',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-o',
    output,
    ...files,
  ]);
}

/** A root file system with nothing but /bin/true. */
export async function makeRootfs(folder: string): Promise<string> {
  const rootfs = join(folder, 'rootfs');
  await mkdir(join(rootfs, 'bin'), { recursive: true });
  await compile(join(rootfs, 'bin/true'), 'true.c');
  return rootfs;
}

/** The system calls alone, from C. It times itself, so that asking it costs nothing. */
async function openBare(folder: string, rootfs: string): Promise<Contender> {
  const program = join(folder, 'bare');
  const state = join(folder, 'bare-state');
  await compile(program, 'bare.c', 'bare-view.c');
  await mkdir(state, { mode: 0o700 });
  const child = spawn(program, [rootfs, state], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: 'bare',
    async sample() {
      child.stdin.write('\n');
      const { value, done } = await lines.next();
      if (done) throw new Error('bare ended; what it says on standard error is the reason');
      return Number(value) / 1e6;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
    },
  };
}

export async function openLibrary(folder: string, rootfs: string): Promise<Contender> {
  const layover = await openLayover({ home: join(folder, 'library-state') });
  return {
    name: 'library warm',
    sample: () =>
      timeMs(async () => {
        const job = await layover.run({ lowers: [rootfs], command: ['/bin/true'] });
        const { outcome } = job.result;
        if (outcome.kind !== 'exited' || outcome.exitCode !== 0)
          throw new Error(`The job ended as ${JSON.stringify(outcome)}`);
        await job.discard();
      }),
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

function openCli(folder: string, rootfs: string): Contender {
  const words = [CLI, 'run', '--lower', rootfs, '--on-success', 'discard', '--', '/bin/true'];
  const env = { LAYOVER_HOME: join(folder, 'cli-state') };
  return {
    name: 'cli',
    sample: () => timeMs(() => execa(process.execPath, words, { env, stdio: 'ignore' })),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
