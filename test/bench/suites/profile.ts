import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '#src/base/timeline.js';
import { openLayover } from '#src/sandbox/open.js';
import { openCensus } from '../census.js';
import { percentile } from '../statistics.js';
import type { Suite } from '../suite.js';
import { makeRootfs } from './rootfs.js';

const LAUNCHES = 20;
const SHARE_MIN = 0.005;
const WHOLE = 'all, from its turn to its end';

/** Where the time of a launch goes: the steps that `run --profile` shows, over many launches. */
export const profileSuite: Suite = {
  name: 'profile',
  description: 'the steps of a launch, in the order of their starts; steps of several processes overlap',
  seconds: 8,
  setUpSeconds: 3,
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const layover = await openLayover({ home: join(folder, 'state'), warm: 0 });
    const spec = { lowers: [await makeRootfs(folder)], command: ['/bin/true'], profile: true };
    const take = async (): Promise<Map<string, number>> => {
      const job = await layover.run(spec);
      const { profile } = job.result;
      await job.discard();
      if (profile === undefined) throw new Error('The job has no profile');
      return sumSteps(profile);
    };
    const { large, small } = await findLarge(take);
    const names = large.map((name) => ({ name, yardstick: WHOLE }));
    const shared = {
      async [Symbol.asyncDispose]() {
        await layover[Symbol.asyncDispose]();
        await rm(folder, { recursive: true, force: true });
      },
    };
    const notes = [
      'The ratio is the share of the whole; a step that lies within another one counts in both',
      `Left out, each less than ${SHARE_MIN * 100} % of the whole: ${small.join('; ')}`,
    ];
    return { contenders: openCensus(names, take), shared, notes };
  },
};

/** Which steps are worth a row. The first launches make what later ones find ready. */
async function findLarge(
  take: () => Promise<Map<string, number>>,
): Promise<{ readonly large: string[]; readonly small: string[] }> {
  const counts: Array<Map<string, number>> = [];
  for (let launch = 0; launch < LAUNCHES; launch += 1) counts.push(await take());
  const later = counts.slice(LAUNCHES / 2);
  const medianOf = (name: string): number =>
    percentile(
      later.map((count) => count.get(name) ?? 0),
      0.5,
    );
  const names = [...(later.at(-1)?.keys() ?? [])];
  const isLarge = (name: string): boolean => medianOf(name) >= SHARE_MIN * medianOf(WHOLE);
  return { large: names.filter(isLarge), small: names.filter((name) => !isLarge(name)) };
}

/** A step that comes several times counts with all of them. */
function sumSteps({ startMs, steps }: Profile): Map<string, number> {
  const end = Math.max(...steps.map((step) => step.startMs + step.durationMs));
  const sums = new Map([[WHOLE, end - startMs]]);
  for (const { by, name, durationMs } of steps) {
    const key = `${by}: ${name}`;
    sums.set(key, (sums.get(key) ?? 0) + durationMs);
  }
  return sums;
}
