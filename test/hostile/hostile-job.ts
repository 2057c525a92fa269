import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Mode, Runner } from '../e2e/runner.js';
import { openRunner } from '../e2e/runner.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { tree } from '../fixtures/tree.js';

/** How one thing that was done with a hostile upper ended. */
export interface Step {
  readonly name: string;
  readonly value?: any;
  readonly error?: { readonly code?: string; readonly message: string; readonly stack?: string };
  readonly ms: number;
  /** The longest that the event loop was held, less what other programs took of the processor. */
  readonly delayMs: number;
  readonly rssMiB: number;
}

export interface Reading {
  readonly steps: readonly Step[];
  /** What the job said it could make, by name. */
  readonly made: Readonly<Record<string, string>>;
  find(name: string): Step | undefined;
}

/** Runs hostile jobs as one kind of user, over a root file system that all of them share. */
export interface HostileRunner extends AsyncDisposable {
  readonly runner: Runner;
  /** Outside of everything: what links lead to, and what nothing may touch. */
  readonly canary: string;
  /** Where the changes of a kind went. */
  targetOf(kind: string): string;
  /** Does everything, or only these steps. */
  read(kind: string, only?: readonly string[]): Promise<Reading>;
}

const fileNamed = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export async function openHostileRunner(mode: Mode, parent?: string): Promise<HostileRunner> {
  const runner = await openRunner(mode, { parent });
  const { dir } = runner;
  const rootfs = await buildRootfs(dir.join('rootfs'));
  await mkdir(`${rootfs}/srv/base/dir`, { recursive: true });
  await mkdir(`${rootfs}/srv/new`);
  await tree(`${rootfs}/srv/base`, { 'dir/a': 'a', 'dir/b': 'b', file: 'file' });
  await execa('cc', [
    '-std=gnu17',
    '-O1',
    '-static',
    '-Wall',
    '-Wextra',
    '-Werror',
    '-o',
    `${rootfs}/usr/bin/corpus`,
    fileNamed('corpus.c'),
  ]);
  const canary = dir.join('canary');
  await mkdir(canary);
  await tree(canary, { secret: 'secret', 'inner/file': 'x' });
  await execa('chown', ['-R', `${runner.uid}:${runner.uid}`, dir.path]);
  return {
    runner,
    canary,
    targetOf: (kind) => dir.join(`target-${kind}`),
    read: async (kind, only) =>
      await readOne(runner, { kind, canary, rootfs, target: dir.join(`target-${kind}`), only }),
    [Symbol.asyncDispose]: async () => await runner[Symbol.asyncDispose](),
  };
}

interface Request {
  readonly kind: string;
  readonly canary: string;
  readonly rootfs: string;
  readonly target: string;
  readonly only: readonly string[] | undefined;
}

async function readOne(runner: Runner, { kind, canary, rootfs, target, only }: Request): Promise<Reading> {
  await runner.exec(['mkdir', '-p', target]);
  const request = {
    dist: runner.dist,
    meter: `data:text/javascript;base64,${Buffer.from(await readFile(fileNamed('loop-meter.mjs'))).toString('base64')}`,
    home: runner.home,
    lowers: [rootfs],
    command: ['sh', '-c', 'cd /srv/new && exec corpus "$@"', 'sh', kind, canary],
    target,
    only,
  };
  const script = await readFile(fileNamed('read-upper.mjs'), 'utf8');
  const { stdout, stderr } = await runner.exec(
    [process.execPath, '--input-type=module', '-e', script],
    JSON.stringify(request),
  );
  if (!stdout.startsWith('{')) throw new Error(`The reader of ${kind} said: ${stdout}${stderr}`);
  const answer = JSON.parse(stdout) as { steps: Step[]; made: string };
  const made = Object.fromEntries(
    answer.made
      .trim()
      .split('\n')
      .map((line) => line.split(/: (?=\S+$)/)),
  );
  return { steps: answer.steps, made, find: (name) => answer.steps.find((step) => step.name === name) };
}

/** A file system in memory, where reads and writes wait for no disk; undefined where there is none for us. */
export const MEMORY: string | undefined = existsSync('/dev/shm') ? '/dev/shm' : undefined;
