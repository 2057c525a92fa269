import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLayover } from '#src/sandbox/open.js';
import { reasonOf } from '../harness.js';
import { type Contender, type Gap, type Suite, timeMs } from '../suite.js';
import { openPeer, removeLeftovers } from './peers.js';
import { launch, makeRootfs } from './rootfs.js';

const CONCURRENCIES = [1, 2, 4];
const JOBS_EACH = 6;
const PEERS: ReadonlyArray<{ name: string; jobsEach: number }> = [
  { name: 'bwrap', jobsEach: 4 },
  { name: 'crun run', jobsEach: 3 },
  { name: 'runc run', jobsEach: 3 },
  { name: 'podman run --rm', jobsEach: 1 },
];

/** The launches of the suite `launch`, several at a time: the time of each job, all of them together. */
export const launchRateSuite: Suite = {
  name: 'launch-rate',
  description: '/bin/true over a fresh overlay, 1, 2 and 4 at once, each followed by the next: time by job',
  seconds: 40,
  setUpSeconds: 10,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const rootfs = await makeRootfs(folder);
    const contenders: Contender[] = [];
    const gaps: Gap[] = [];
    for (const concurrency of CONCURRENCIES) contenders.push(await openLibrary(folder, rootfs, concurrency));
    for (const { name, jobsEach } of PEERS) {
      try {
        const slots = await openSlots(name, folder, rootfs);
        for (const concurrency of CONCURRENCIES)
          contenders.push(openAtOnce(name, slots.slice(0, concurrency), jobsEach));
      } catch (error) {
        gaps.push({ name, reason: reasonOf(error) });
      }
    }
    const shared = {
      async [Symbol.asyncDispose]() {
        await removeLeftovers();
        await rm(folder, { recursive: true, force: true });
      },
    };
    return { contenders, gaps, shared };
  },
};

function nameOf(name: string, concurrency: number): string {
  return `${name}, ${concurrency} at once`;
}

async function openLibrary(folder: string, rootfs: string, concurrency: number): Promise<Contender> {
  const layover = await openLayover({ home: join(folder, `state-${concurrency}`), concurrency });
  const spec = { lowers: [rootfs], command: ['/bin/true'] };
  return {
    name: nameOf('layover', concurrency),
    sample: () =>
      runAtOnce(
        Array.from({ length: concurrency }, () => () => launch(layover, spec)),
        JOBS_EACH,
      ),
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}

type Run = () => Promise<unknown>;

/** One for each job that runs at the same time; each is tried once. */
async function openSlots(name: string, parent: string, rootfs: string): Promise<Run[]> {
  const slots: Run[] = [];
  for (let slot = 0; slot < Math.max(...CONCURRENCIES); slot += 1) {
    const run = await openPeer(name, { parent, rootfs, slot });
    await run();
    slots.push(run);
  }
  return slots;
}

function openAtOnce(name: string, slots: readonly Run[], jobsEach: number): Contender {
  return {
    name: nameOf(name, slots.length),
    yardstick: nameOf('layover', slots.length),
    sample: () => runAtOnce(slots, jobsEach),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Milliseconds by job. */
async function runAtOnce(slots: readonly Run[], jobsEach: number): Promise<number> {
  const chain = async (run: Run): Promise<void> => {
    for (let job = 0; job < jobsEach; job += 1) await run();
  };
  return (await timeMs(() => Promise.all(slots.map(chain)))) / (slots.length * jobsEach);
}
