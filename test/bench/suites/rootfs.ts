/** What several suites start: a root file system with next to nothing in it, and small programs from C. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { RunSpec } from '#src/sandbox/definition/spec.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import { type Contender, type Point, timeMs } from '../suite.js';

// This file runs from build/bench/suites.
const SOURCES = fileURLToPath(new URL('../../../test/bench/', import.meta.url));
const FLAGS = ['-std=gnu11', '-D_GNU_SOURCE', '-O2', '-static', '-Wall', '-Wextra', '-Werror'];

export async function compile(output: string, ...sources: string[]): Promise<void> {
  await execa('cc', [...FLAGS, '-o', output, ...sources.map((source) => join(SOURCES, source))]);
}

/** A root file system with nothing but /bin/true, and the directories that container runtimes mount on. */
export async function makeRootfs(folder: string): Promise<string> {
  const rootfs = join(folder, 'rootfs');
  for (const name of ['bin', 'proc', 'dev', 'sys', 'tmp', 'etc', 'run'])
    await mkdir(join(rootfs, name), { recursive: true });
  await compile(join(rootfs, 'bin/true'), 'true.c');
  return rootfs;
}

export interface Launching {
  readonly name: string;
  readonly home: string;
  readonly spec: RunSpec;
  /** As of `openLayover`. */
  readonly warm?: number;
  readonly yardstick?: string;
  readonly point?: Point;
}

/** What is done behind a launch, in a quiet moment, is not to be done while another contender is measured. */
const SETTLE_MS = 60;

/** The library, open for as long as the suite: a job is run, its changes are counted, and it is thrown away. */
export async function openLauncher({ home, spec, warm, ...rest }: Launching): Promise<Contender> {
  const layover = await openLayover({ home, warm });
  return {
    ...rest,
    async sample() {
      const ms = await timeMs(() => launch(layover, spec));
      await delay(SETTLE_MS);
      return ms;
    },
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

export async function launch(layover: Layover, spec: RunSpec): Promise<void> {
  const job = await layover.run(spec);
  const { outcome } = job.result;
  if (outcome.kind !== 'exited' || outcome.exitCode !== 0)
    throw new Error(`The job ended as ${JSON.stringify(outcome)}`);
  await job.discard();
}
