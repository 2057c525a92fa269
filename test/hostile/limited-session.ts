import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { LimitSpec } from '#src/sandbox/definition/spec.js';
import { openLayover } from '#src/sandbox/open.js';
import type { JobResult } from '#src/sandbox/result/job.js';
import { buildRootfs } from '../fixtures/rootfs.js';
import { tempDir } from '../fixtures/temp.js';

export interface Ran extends JobResult {
  readonly stdout: string;
}

export interface LimitedSession extends AsyncDisposable {
  readonly rootfs: string;
  /** The same script with a limit and without: what it shows is the limit's doing only if the two differ. */
  bash(script: string, limits: LimitSpec): Promise<Ran>;
}

/** A runner for jobs that meet their limits; each is discarded at once. */
export async function openLimitedSession(): Promise<LimitedSession> {
  const dir = await tempDir({ isTraversable: true });
  const rootfs = await buildRootfs(dir.join('rootfs'));
  const layover = await openLayover({ home: dir.join('home'), concurrency: 4 });
  const bash = async (script: string, limits: LimitSpec): Promise<Ran> => {
    const stdout = new PassThrough();
    const printed = text(stdout);
    const job = await layover.run({
      lowers: [rootfs],
      command: ['bash', '-c', script],
      limits: { ...limits, timeout: limits.timeout ?? '60s' },
      stdout,
    });
    stdout.end();
    const { result } = job;
    await job.discard();
    return { ...result, stdout: await printed };
  };
  return {
    rootfs,
    bash,
    [Symbol.asyncDispose]: async () => {
      await layover.emptyTrash();
      await layover.close();
      await dir[Symbol.asyncDispose]();
    },
  };
}
