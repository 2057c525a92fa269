import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import type { Job } from '#src/sandbox/result/job.js';
import { type Contender, type Suite, timeMs } from '../harness.js';

// On a tmpfs, where uppers belong that are not to stay.
const PARENT = '/dev/shm';
const MODULE = `
import { readFile, writeFile } from 'node:fs/promises';
export const empty = async () => undefined;
export async function readAndWrite(_params, { root = '/' } = {}) {
  for (let index = 0; index < 10; index += 1) {
    await readFile(root + 'read-' + index, 'utf8');
    await writeFile(root + 'written-' + index, 'content');
  }
}
`;
const FUNCTIONS = ['empty', 'readAndWrite'] as const;

/** One job of JavaScript: run, its changes counted, its record kept, and thrown away. */
export const workersSuite: Suite = {
  name: 'workers',
  description: 'a function over one lower on a tmpfs: empty, and with 10 reads and 10 writes',
  async open() {
    const folder = await mkdtemp(join(PARENT, 'layover-bench-'));
    const lower = join(folder, 'lower');
    await mkdir(lower);
    for (let index = 0; index < 10; index += 1) await writeFile(join(lower, `read-${index}`), 'content');
    const code = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const step = join(code, 'step.mjs');
    await writeFile(step, MODULE);
    const contenders: Contender[] = [];
    for (const isolation of ['thread', 'portable'] as const) {
      for (const name of FUNCTIONS) contenders.push(await openWorker(folder, { step, isolation, name }));
    }
    for (const name of FUNCTIONS) contenders.push(await openProcess(folder, { step, name }));
    const shared = {
      async [Symbol.asyncDispose]() {
        for (const one of [folder, code]) await rm(one, { recursive: true, force: true });
      },
    };
    return { contenders, shared };
  },
};

async function openWorker(
  folder: string,
  { step, isolation, name }: { step: string; isolation: 'thread' | 'portable'; name: string },
): Promise<Contender> {
  const worker = `${step}#${name}`;
  return await openContender(folder, {
    name: `${isolation}, ${name}`,
    run: (layover) => layover.run({ worker, isolation, lowers: [join(folder, 'lower')] }),
    isDone: ({ kind }) => kind === 'returned',
  });
}

/** What such a job costs without a worker: a Node process of its own in a sandbox. */
async function openProcess(
  folder: string,
  { step, name }: { step: string; name: string },
): Promise<Contender> {
  const script = `const { ${name} } = await import('/code/step.mjs'); await ${name}();`;
  const command = [process.execPath, '--input-type=module', '-e', script];
  const binds = ['/usr', '/lib', '/lib64'].map((source) => ({ source }));
  return await openContender(folder, {
    name: `cold process, ${name}`,
    run: (layover) =>
      layover.run({
        command,
        lowers: [join(folder, 'lower')],
        binds: [...binds, { source: step, target: '/code/step.mjs' }],
      }),
    isDone: (outcome) => outcome.kind === 'exited' && outcome.exitCode === 0,
  });
}

interface Ways {
  readonly name: string;
  run(layover: Layover): Promise<Job>;
  isDone(outcome: Job['outcome']): boolean;
}

async function openContender(folder: string, { name, run, isDone }: Ways): Promise<Contender> {
  const layover = await openLayover({ home: join(folder, `state-${name.replaceAll(/\W+/g, '-')}`) });
  return {
    name,
    sample: () =>
      timeMs(async () => {
        const job = await run(layover);
        if (!isDone(job.outcome)) throw new Error(`${name} ended as ${JSON.stringify(job.outcome)}`);
        await job.discard();
      }),
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}
