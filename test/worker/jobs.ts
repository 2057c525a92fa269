/** Worker jobs of one runner over a small lower, for tests. */
import { mkdir } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { WorkerSpec } from '#src/sandbox/definition/worker-spec.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import type { Job } from '#src/sandbox/result/job.js';
import { type TempDir, tempDir } from '../fixtures/temp.js';
import { file, symlink, type TreeSpec, tree } from '../fixtures/tree.js';

export const STEPS: string = fileURLToPath(new URL('steps.mjs', import.meta.url));

export const LOWER: TreeSpec = {
  lower: file('lower', { mode: 0o644 }),
  gone: file('gone'),
  old: file('old'),
  'folder/a': file('a'),
  'folder/sub/b': file('b'),
  'folder/l': symlink('a'),
  'code/module.mjs': file("export { default } from './value.mjs';"),
  'code/value.mjs': file("export default 'from the view';"),
  'code/common.cjs': file("module.exports = require('./common-value.cjs');"),
  'code/common-value.cjs': file("module.exports = 'common';"),
};

export interface Jobs extends AsyncDisposable {
  readonly dir: TempDir;
  readonly layover: Layover;
  readonly lower: string;
  readonly notices: string[];
  /** Runs a function of steps.mjs. */
  run(name: string, params?: unknown, spec?: Partial<WorkerSpec>): Promise<Job>;
}

export interface JobsOptions {
  readonly concurrency?: number;
  readonly lower?: TreeSpec;
  /** Where the state directory is made. */
  readonly parent?: string;
  readonly spec?: Partial<WorkerSpec>;
}

export async function openJobs(options: JobsOptions = {}): Promise<Jobs> {
  const dir = await tempDir({ parent: options.parent });
  const lower = dir.join('lower');
  await mkdir(lower, { mode: 0o755 });
  await tree(lower, options.lower ?? LOWER);
  const layover = await openLayover({ home: dir.join('home'), concurrency: options.concurrency ?? 1 });
  const notices: string[] = [];
  return {
    dir,
    layover,
    lower,
    notices,
    run: async (name, params, spec) =>
      await layover.run({
        worker: `${STEPS}#${name}`,
        params,
        lowers: [lower],
        onNotice: (notice) => notices.push(notice),
        ...options.spec,
        ...spec,
      }),
    [Symbol.asyncDispose]: async () => {
      await layover.close();
      await dir[Symbol.asyncDispose]();
    },
  };
}

export async function printed(job: Job, stream: 'stdout' | 'stderr' = 'stdout'): Promise<string> {
  return (await buffer(job.log(stream))).toString();
}

/** `added path`, a line for each change. */
export async function changesOf(job: Job): Promise<string[]> {
  return (await job.readChanges()).map(({ kind, path }) => `${kind} ${path}`);
}
