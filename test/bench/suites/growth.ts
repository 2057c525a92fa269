/** What grows with what: the launch with the lowers, the diff with the changes. */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { typeOfChange } from '#src/diff/change.js';
import { type Layover, openLayover } from '#src/sandbox/open.js';
import { type Contender, type Suite, timeMs } from '../suite.js';
import { compile, launch, makeRootfs } from './rootfs.js';

const LOWERS = [1, 10, 100, 400];
const FILES = [1e3, 1e4, 1e5, 1e6];
const CHANGES = [10, 100, 1e3, 1e4, 1e5];
const CHANGED = 100;

/** A root file system that can change files of its own, and a runner. */
interface Stage extends AsyncDisposable {
  readonly folder: string;
  readonly rootfs: string;
  readonly layover: Layover;
  readonly fill: string;
}

async function openStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
  const rootfs = await makeRootfs(folder);
  const fill = join(rootfs, 'bin/fill');
  await compile(fill, 'fill.c');
  const layover = await openLayover({ home: join(folder, 'state'), warm: 0 });
  return {
    folder,
    rootfs,
    layover,
    fill,
    async [Symbol.asyncDispose]() {
      await layover[Symbol.asyncDispose]();
      // Node takes a million files several times as long.
      await execa('rm', ['-rf', '--one-file-system', '--', folder]);
    },
  };
}

interface Sized {
  readonly lowers: readonly string[];
  readonly x: number;
  /** What the job does before its changes are read. */
  readonly command: readonly string[];
  readonly changes: number;
}

const disposed = { [Symbol.asyncDispose]: () => Promise.resolve() };

function launcher(
  { layover }: Stage,
  { lowers, x }: Omit<Sized, 'command' | 'changes'>,
  first: number,
): Contender {
  return {
    name: `launch, ${x}`,
    yardstick: `launch, ${first}`,
    point: { line: 'launch', x },
    sample: () => timeMs(() => launch(layover, { lowers, command: ['/bin/true'] })),
    ...disposed,
  };
}

/** The changes of one job that is kept, read again and again. */
async function differ(
  { layover }: Stage,
  { lowers, x, command, changes }: Sized,
  first: number,
): Promise<Contender> {
  const job = await layover.run({ lowers, command });
  const read = async (): Promise<void> => {
    const found = (await job.readChanges()).filter((change) => typeOfChange(change) === 'file').length;
    if (found !== changes)
      throw new Error(`${command.join(' ')} left ${found} changed files, not ${changes}`);
  };
  return {
    name: `diff, ${x}`,
    yardstick: `diff, ${first}`,
    point: { line: 'diff', x },
    sample: () => timeMs(read),
    ...disposed,
  };
}

function steady(line: string, from: number, to: number): NonNullable<Suite['targets']>[number] {
  const [contender, over] = [`${line}, ${to}`, `${line}, ${from}`];
  return { text: `${contender} / ${over} files in the lower`, contender, over, bound: { atMost: 1.1 } };
}

export const growthLowersSuite: Suite = {
  name: 'growth-lowers',
  description: `a launch, and the diff of ${CHANGED} changes, over 1 to 400 lowers of 100 files each`,
  axis: 'lowers',
  seconds: 20,
  setUpSeconds: 6,
  async open() {
    const stage = await openStage();
    await execa(stage.fill, [join(stage.rootfs, 'data'), '100']);
    const all = Array.from({ length: Math.max(...LOWERS) - 1 }, (_none, at) =>
      join(stage.folder, `lower-${at}`),
    );
    for (const lower of all) {
      await mkdir(lower);
      await execa(stage.fill, [join(lower, 'data'), '100']);
    }
    const contenders: Contender[] = [];
    for (const x of LOWERS) {
      const sized = { lowers: [...all.slice(0, x - 1), stage.rootfs], x };
      contenders.push(launcher(stage, sized, 1));
      const command = ['/bin/fill', '/data', `${CHANGED}`];
      contenders.push(await differ(stage, { ...sized, command, changes: CHANGED }, 1));
    }
    return { contenders, shared: stage };
  },
};

export const growthTreeSuite: Suite = {
  name: 'growth-tree',
  description: `a launch, and the diff of ${CHANGED} changes spread over it, over a lower of 1e3 to 1e6 files`,
  axis: 'files in the lower',
  seconds: 25,
  setUpSeconds: 60,
  targets: [steady('launch', 1e3, 1e6), steady('diff', 1e3, 1e6)],
  async open() {
    const stage = await openStage();
    const contenders: Contender[] = [];
    for (const x of FILES) {
      const lower = join(stage.folder, `tree-${x}`);
      await mkdir(lower);
      // Empty ones: a million blocks of data would be minutes of writing.
      await execa(stage.fill, [join(lower, 'data'), `${x}`, '1', '0']);
      const sized = { lowers: [lower, stage.rootfs], x };
      contenders.push(launcher(stage, sized, 1e3));
      const command = ['/bin/fill', '/data', `${CHANGED}`, `${x / CHANGED}`];
      contenders.push(await differ(stage, { ...sized, command, changes: CHANGED }, 1e3));
    }
    return { contenders, shared: stage };
  },
};

export const growthChangesSuite: Suite = {
  name: 'growth-changes',
  description: 'the diff of 10 to 1e5 changed files, over a lower of 1e5 files that has all of them',
  axis: 'changes',
  seconds: 25,
  setUpSeconds: 25,
  targets: [
    {
      text: 'diff, 100000 / diff, 10000 changes',
      contender: 'diff, 100000',
      over: 'diff, 10000',
      bound: { atMost: 11 },
    },
  ],
  async open() {
    const stage = await openStage();
    const lower = join(stage.folder, 'tree');
    await mkdir(lower);
    await execa(stage.fill, [join(lower, 'data'), `${Math.max(...CHANGES)}`]);
    const contenders: Contender[] = [];
    for (const changes of CHANGES) {
      const command = ['/bin/fill', '/data', `${changes}`];
      contenders.push(
        await differ(stage, { lowers: [lower, stage.rootfs], x: changes, command, changes }, 10),
      );
    }
    return { contenders, shared: stage };
  },
};
