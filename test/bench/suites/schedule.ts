import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { JobTask } from '#src/sandbox/life/submit.js';
import { openLayover } from '#src/sandbox/open.js';
import { type Contender, type Suite, timeMs } from '../harness.js';
import { makeRootfs } from './rootfs.js';

const CONCURRENCIES = [1, 2, 4, 8];
const JOBS = 24;
const TURNS = Array.from({ length: JOBS }, (_none, index) => `${index}\n`).join('');

/** Many jobs that do nothing, so many at once; the yardstick is a shell script with the same namespaces and an overlay. */
export const scheduleSuite: Suite = {
  name: 'schedule',
  description: `${JOBS} times /bin/true, each over one lower, by job; xargs runs unshare, mount, chroot, rm`,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const rootfs = await makeRootfs(folder);
    const script = await writeScript(folder, rootfs);
    const contenders: Contender[] = [];
    for (const concurrency of CONCURRENCIES) {
      contenders.push(openXargs(script, concurrency));
      contenders.push(await openSubmitted(join(folder, `state-${concurrency}`), rootfs, concurrency));
    }
    return { contenders, shared };
  },
};

/** One job as one would write it by hand. Its argument is its number, for a directory of its own. */
async function writeScript(folder: string, rootfs: string): Promise<string> {
  const isRoot = process.getuid?.() === 0;
  const script = join(folder, 'job.sh');
  const user = isRoot ? '' : '--user --map-root-user ';
  const features = isRoot ? '' : ',userxattr';
  await mkdir(join(folder, 'jobs'));
  await writeFile(
    script,
    `set -e
job=${folder}/jobs/$1
mkdir -p "$job/upper" "$job/work" "$job/root"
unshare ${user}--mount --pid --fork --net --ipc --uts --propagation private sh -ec '
  mount -t overlay overlay -o "lowerdir=${rootfs},upperdir=$1/upper,workdir=$1/work${features}" "$1/root"
  exec chroot "$1/root" /bin/true' sh "$job"
rm -rf "$job"
`,
  );
  return script;
}

function openXargs(script: string, concurrency: number): Contender {
  const words = ['-P', `${concurrency}`, '-n', '1', 'sh', script];
  return {
    name: xargsName(concurrency),
    sample: async () => (await timeMs(() => execa('xargs', words, { input: TURNS }))) / JOBS,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function openSubmitted(home: string, rootfs: string, concurrency: number): Promise<Contender> {
  const layover = await openLayover({ home, concurrency });
  const task: JobTask = { spec: { lowers: [rootfs], command: ['/bin/true'] } };
  const sample = async (): Promise<void> => {
    const handles = await layover.submitAll(Array.from({ length: JOBS }, () => ({ ...task })));
    for (const { ended } of handles) {
      const end = await ended;
      if (end.kind !== 'succeeded') throw new Error(`A job ended as ${JSON.stringify(end)}`);
      await end.result.discard();
    }
  };
  return {
    name: `submitted, ${concurrency} at once`,
    yardstick: xargsName(concurrency),
    sample: async () => (await timeMs(sample)) / JOBS,
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

function xargsName(concurrency: number): string {
  return `xargs -P ${concurrency}`;
}
