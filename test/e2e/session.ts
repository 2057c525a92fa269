import { Writable } from 'node:stream';
import type { RunSpec } from '#src/sandbox/definition/spec.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import type { Job } from '#src/sandbox/result/job.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';

export interface Ran {
  readonly job: Job;
  readonly stdout: string;
  readonly stderr: string;
  /** `A path` lines. */
  readonly changes: readonly string[];
}

/** A runner in this process over a small root file system of its own. */
export interface Session extends AsyncDisposable {
  readonly dir: TempDir;
  readonly rootfs: string;
  readonly home: string;
  readonly layover: Layover;
  /** Runs a command, or a script of `sh`, over the root file system; the job is discarded at once. */
  run(command: string | readonly string[], spec?: Partial<RunSpec>): Promise<Ran>;
}

export async function openSession(options: { readonly concurrency?: number } = {}): Promise<Session> {
  const dir = await tempDir({ isTraversable: true });
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const home = dir.join('home');
  const layover = await openLayover({ home, ...options });
  return {
    dir,
    rootfs,
    home,
    layover,
    run: async (command, spec = {}) =>
      await runOnce(layover, {
        lowers: [rootfs],
        command: typeof command === 'string' ? ['sh', '-c', command] : command,
        ...spec,
      }),
    [Symbol.asyncDispose]: async () => {
      await layover.close();
      await dir[Symbol.asyncDispose]();
    },
  };
}

async function runOnce(layover: Layover, spec: RunSpec): Promise<Ran> {
  const [stdout, stderr] = [collect(), collect()];
  const job = await layover.run({ stdout: stdout.stream, stderr: stderr.stream, ...spec });
  const changes = (await job.readChanges()).map(({ kind, path }) => `${kind} ${path}`);
  await job.discard();
  return { job, stdout: stdout.text(), stderr: stderr.text(), changes };
}

export interface Collector {
  readonly stream: Writable;
  text(): string;
  bytes(): Buffer;
}

export function collect(): Collector {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString(), bytes: () => Buffer.concat(chunks) };
}
