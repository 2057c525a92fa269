import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contender, Gap, Suite } from '../suite.js';
import { makeRootfs } from './rootfs.js';

const PROCESS = fileURLToPath(new URL('../large-process.js', import.meta.url));
const SIZES = [
  { name: 'small process', mebibytes: 0 },
  { name: '500 MB process', mebibytes: 500 },
];

/** The launches of the suite `launch` from Node processes of two sizes: Node's own way to start programs grows with it. */
export const launchLargeSuite: Suite = {
  name: 'launch-large',
  description: 'the launches of `launch`, from a small Node process and from one that holds 500 MB',
  seconds: 20,
  setUpSeconds: 15,
  targets: [
    {
      text: 'layover from a 500 MB process / from a small one',
      contender: 'layover, library, 500 MB process',
      over: 'layover, library, small process',
      bound: { atMost: 1.1 },
    },
  ],
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'layover-bench-'));
    const rootfs = await makeRootfs(folder);
    const processes: Large[] = [];
    for (const size of SIZES) processes.push(await openLarge(folder, rootfs, size));
    const contenders = (processes[0]?.names ?? []).flatMap((name) =>
      processes.map((one) => openContender(name, one)),
    );
    const shared = {
      async [Symbol.asyncDispose]() {
        for (const { child } of processes) await leave(child);
        await rm(folder, { recursive: true, force: true });
      },
    };
    return { contenders, gaps: processes[0]?.gaps ?? [], shared };
  },
};

interface Large {
  readonly size: string;
  readonly child: ChildProcess;
  readonly names: readonly string[];
  readonly gaps: readonly Gap[];
}

async function openLarge(
  parent: string,
  rootfs: string,
  { name, mebibytes }: (typeof SIZES)[number],
): Promise<Large> {
  const folder = join(parent, `${mebibytes}`);
  await mkdir(folder);
  const child = fork(PROCESS, [folder, rootfs, `${mebibytes}`]);
  const { names, gaps } = (await nextMessage(child)) as Pick<Large, 'names' | 'gaps'>;
  return { size: name, child, names, gaps };
}

function openContender(name: string, { size, child }: Large): Contender {
  return {
    name: `${name}, ${size}`,
    yardstick: `${name}, ${SIZES[0]?.name}`,
    async sample() {
      child.send(name);
      return (await nextMessage(child)) as number;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Throws where the process ends instead; what it says on standard error is the reason. */
async function nextMessage(child: ChildProcess): Promise<unknown> {
  const done = new AbortController();
  const ended = once(child, 'exit', { signal: done.signal }).then(() => {
    throw new Error('The process that launches has ended');
  });
  try {
    const [message] = (await Promise.race([
      once(child, 'message', { signal: done.signal }),
      ended,
    ])) as unknown[];
    return message;
  } finally {
    ended.catch(() => undefined);
    done.abort();
  }
}

async function leave(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}
