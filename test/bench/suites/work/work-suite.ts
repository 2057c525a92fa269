/** Real work: natively, in a bare overlay, in layover, in podman. */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { openLayover } from '#src/sandbox/open.js';
import { reasonOf } from '../../harness.js';
import { type Contender, type Gap, type OpenSuite, type Suite, timeMs } from '../../suite.js';
import { removeLeftovers } from '../peers.js';
import { compile } from '../rootfs.js';
import { ENVIRONMENT, type Work } from './definition.js';
import { openPodman } from './podman.js';

const LAUNCH = 'layover, /bin/true alone';

/** What a job costs beyond its launch, when it does what people do. */
export function workSuite(work: Work): Suite {
  return {
    name: `work-${work.name}`,
    description: work.description,
    seconds: work.seconds,
    setUpSeconds: 8,
    targets: [
      {
        text: `${work.name}: layover beyond its launch / native`,
        contender: 'layover',
        beyond: LAUNCH,
        over: 'native',
        bound: { atMost: 1.05 },
      },
    ],
    open: () => openWork(work),
  };
}

async function openWork(work: Work): Promise<OpenSuite> {
  const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
  const project = join(folder, 'project');
  await mkdir(project);
  const gaps: Gap[] = [];
  try {
    await work.prepare(project);
  } catch (error) {
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    return { contenders: [], gaps: [{ name: work.name, reason: reasonOf(error) }], shared };
  }
  const contenders = [openNative(folder, work)];
  for (const [name, open] of [
    ['bare overlay', openOverlay],
    ['podman', openPodman],
  ] as const) {
    try {
      contenders.push(await open(folder, work));
    } catch (error) {
      gaps.push({ name, reason: reasonOf(error) });
    }
  }
  contenders.push(...(await openLayovers(folder, work)));
  const shared = {
    async [Symbol.asyncDispose]() {
      await removeLeftovers();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return { contenders, gaps, shared };
}

const disposed = { [Symbol.asyncDispose]: () => Promise.resolve() };

/** In a copy that is made before and removed after. */
function openNative(folder: string, { command }: Work): Contender {
  const copy = join(folder, 'native');
  const [file = '', ...words] = command;
  return {
    name: 'native',
    async sample() {
      await cp(join(folder, 'project'), copy, {
        recursive: true,
        preserveTimestamps: true,
        verbatimSymlinks: true,
      });
      const took = await timeMs(() =>
        execa(file, words, { cwd: copy, env: ENVIRONMENT, extendEnv: false, stdout: 'ignore' }),
      );
      await rm(copy, { recursive: true });
      return took;
    },
    ...disposed,
  };
}

async function openOverlay(parent: string, { command }: Work): Promise<Contender> {
  if (process.getuid?.() !== 0) throw new Error('needs root');
  const overlay = join(parent, 'private-overlay');
  await compile(overlay, 'private-overlay.c');
  const folder = join(parent, 'overlay');
  const words = [join(parent, 'project'), folder, 'env', '-C', 'merged', ...command];
  return {
    name: 'bare overlay',
    async sample() {
      for (const one of ['upper', 'work', 'merged']) await mkdir(join(folder, one), { recursive: true });
      const took = await timeMs(() =>
        execa(overlay, words, { env: ENVIRONMENT, extendEnv: false, stdout: 'ignore' }),
      );
      await rm(folder, { recursive: true });
      return took;
    },
    ...disposed,
  };
}

/** The work with its changes read, and next to nothing in the same sandbox. */
async function openLayovers(folder: string, { command, binds = [] }: Work): Promise<Contender[]> {
  const layover = await openLayover({ home: join(folder, 'state') });
  const spec = {
    sandbox: 'build',
    project: join(folder, 'project'),
    binds: binds.map((source) => ({ source, target: source })),
    env: ENVIRONMENT,
  };
  const run = async (words: readonly string[]): Promise<number> => {
    const started = performance.now();
    const job = await layover.run({ ...spec, command: words });
    const took = performance.now() - started;
    const { outcome } = job.result;
    if (outcome.kind !== 'exited' || outcome.exitCode !== 0)
      throw new Error(`The job ended as ${JSON.stringify(outcome)}`);
    await job.discard();
    // Deleting what it made is nobody's time but the next one's.
    await layover.emptyTrash();
    return took;
  };
  return [
    {
      name: 'layover',
      sample: () => run(command),
      [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
    },
    { name: LAUNCH, sample: () => run(['/bin/true']), ...disposed },
  ];
}
