import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunSpec } from '#src/sandbox/definition/spec.js';
import { openLayover } from '#src/sandbox/open.js';
import { type Contender, type Suite, timeMs } from '../harness.js';
import { makeRootfs } from './rootfs.js';

type Kept = Pick<RunSpec, 'seccomp' | 'landlock' | 'limits'>;

const OFF: Kept = { seccomp: 'off', landlock: 'off' };
const LIMITS = { memory: '1G', cpus: 2, pids: 256, disk: '1G', files: 1_024, timeout: '1m', output: '1M' };

/** What the filter, Landlock and limits add to a launch. */
export const isolationSuite: Suite = {
  name: 'isolation',
  description: 'a launch with filter, Landlock and limits off, and with each on',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const shared = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
    const rootfs = await makeRootfs(folder);
    const open = (name: string, kept: Kept): Promise<Contender> =>
      openContender({ name, home: join(folder, name.replaceAll(' ', '-')), rootfs, kept });
    const contenders = [
      await open('off', OFF),
      await open('filter', { landlock: 'off' }),
      await open('Landlock', { seccomp: 'off' }),
      await open('limits', { ...OFF, limits: LIMITS }),
      await open('everything', { limits: LIMITS }),
    ];
    return { contenders, shared };
  },
};

interface Setting {
  readonly name: string;
  readonly home: string;
  readonly rootfs: string;
  readonly kept: Kept;
}

async function openContender({ name, home, rootfs, kept }: Setting): Promise<Contender> {
  const layover = await openLayover({ home, warm: 0 });
  return {
    name,
    sample: () =>
      timeMs(async () => {
        const job = await layover.run({ lowers: [rootfs], command: ['/bin/true'], ...kept });
        const { outcome } = job.result;
        if (outcome.kind !== 'exited' || outcome.exitCode !== 0)
          throw new Error(`The job ended as ${JSON.stringify(outcome)}`);
        await job.discard();
      }),
    [Symbol.asyncDispose]: () => layover[Symbol.asyncDispose](),
  };
}
