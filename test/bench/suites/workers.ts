import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import type { Job } from '#src/sandbox/result/job.js';
import { type Contender, type Suite, timeMs } from '../suite.js';

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
type FunctionName = (typeof FUNCTIONS)[number];
const WAYS = ['thread', 'portable', 'warm process', 'cold process'] as const;
type Way = (typeof WAYS)[number];

const AT_ONCE = 2;
const RATE_JOBS: Readonly<Partial<Record<Way, number>>> = { thread: 20, 'cold process': 2 };

/** One job of JavaScript: run, its changes counted, its record kept, and thrown away. */
export const workersSuite: Suite = {
  name: 'workers',
  description:
    'a function over one lower on a tmpfs: empty, and with 10 reads and 10 writes; 2 at once: time by job, of which 1,000 / p50 end in a second',
  seconds: 40,
  setUpSeconds: 5,
  targets: [
    { text: 'thread, empty: milliseconds', contender: 'thread, empty', bound: { atMost: 1.5 } },
    {
      text: 'cold process / thread, 2 at once',
      contender: 'cold process, 2 at once',
      over: 'thread, 2 at once',
      bound: { atLeast: 20 },
    },
  ],
  async open() {
    const folder = await mkdtemp(join(PARENT, 'layover-bench-'));
    const code = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    for (const name of ['lower', 'bare']) {
      await mkdir(join(folder, name));
      for (let index = 0; index < 10; index += 1)
        await writeFile(join(folder, name, `read-${index}`), 'content');
    }
    const step = join(code, 'step.mjs');
    await writeFile(step, MODULE);
    const contenders: Contender[] = [];
    for (const way of WAYS) {
      for (const name of FUNCTIONS) contenders.push(await openOne({ folder, step, way, name }));
    }
    for (const [way, jobs] of Object.entries(RATE_JOBS))
      contenders.push(await openSeveral({ folder, step, way: way as Way, name: 'empty' }, jobs));
    for (const name of FUNCTIONS) contenders.push(openBareNode(folder, step, name));
    const shared = {
      async [Symbol.asyncDispose]() {
        for (const one of [folder, code]) await rm(one, { recursive: true, force: true });
      },
    };
    return { contenders, shared };
  },
};

interface Setting {
  readonly folder: string;
  readonly step: string;
  readonly way: Way;
  readonly name: FunctionName;
}

async function openOne(setting: Setting): Promise<Contender> {
  const layover = await openIn(setting, 1);
  const { run, ready } = waysOf(setting, layover);
  return {
    name: `${setting.way}, ${setting.name}`,
    async sample() {
      await ready();
      const time = await timeMs(run);
      await ready(); // or the next one's start would be paid by whoever is measured next
      return time;
    },
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

/** Its sample is the time of one job, with so many running at once. */
async function openSeveral(setting: Setting, jobs: number): Promise<Contender> {
  const layover = await openIn(setting, AT_ONCE);
  const { run } = waysOf(setting, layover);
  const runAll = async (): Promise<void> => {
    for (let index = 0; index < jobs; index += 1) await run();
  };
  return {
    name: `${setting.way}, ${AT_ONCE} at once`,
    async sample() {
      const time = await timeMs(() => Promise.all(Array.from({ length: AT_ONCE }, runAll)));
      return time / (AT_ONCE * jobs);
    },
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

async function openIn({ folder, way, name }: Setting, concurrency: number): Promise<Layover> {
  const state = `state-${way.replaceAll(' ', '-')}-${name}-${concurrency}`;
  return await openLayover({ home: join(folder, state), concurrency });
}

interface Ways {
  run(): Promise<void>;
  /** Settles when the next job would not have to wait for anything to be started. */
  ready(): Promise<void>;
}

function waysOf({ folder, step, way, name }: Setting, layover: Layover): Ways {
  const lowers = [join(folder, 'lower')];
  const finish = async (job: Job): Promise<void> => {
    const { outcome } = job;
    if (outcome.kind !== 'returned' && !(outcome.kind === 'exited' && outcome.exitCode === 0))
      throw new Error(`${way}, ${name} ended as ${JSON.stringify(outcome)}`);
    await job.discard();
  };
  if (way === 'cold process') {
    const spec = coldSpec(step, name);
    return { run: async () => await finish(await layover.run({ ...spec, lowers })), ready: async () => {} };
  }
  const isolation = way === 'warm process' ? 'process' : way;
  const spec = { worker: `${step}#${name}`, isolation, lowers } as const;
  return {
    run: async () => await finish(await layover.run(spec)),
    ready: async () => (isolation === 'process' ? await layover.warm(spec) : undefined),
  };
}

/** What such a job costs without a worker: a Node process of its own in a sandbox. */
function coldSpec(step: string, name: FunctionName): Parameters<Layover['run']>[0] & { command: string[] } {
  const script = `const { ${name} } = await import('/code/step.mjs'); await ${name}();`;
  const binds = ['/usr', '/lib', '/lib64'].map((source) => ({ source }));
  return {
    command: [process.execPath, '--input-type=module', '-e', script],
    binds: [...binds, { source: step, target: '/code/step.mjs' }],
  };
}

/** A Node process without any sandbox, in a directory like the lower: nothing of it is kept from anything. */
function openBareNode(folder: string, step: string, name: FunctionName): Contender {
  const root = JSON.stringify(`${join(folder, 'bare')}/`);
  const script = `const { ${name} } = await import(${JSON.stringify(step)}); await ${name}({}, { root: ${root} });`;
  const words = ['--input-type=module', '-e', script];
  return {
    name: `Node, no sandbox, ${name}`,
    sample: () => timeMs(() => promisify(execFile)(process.execPath, words)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
