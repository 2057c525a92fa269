/**
 * A Node process of a given size that launches when it is told to: `large-process FOLDER ROOTFS MEBIBYTES`. Gets the name
 * of a contender, answers with what one sample took; a failure ends it.
 */
import { join } from 'node:path';
import { type Contender, timeMs } from './suite.js';
import { spawnTrue } from './suites/launch.js';
import { openPeers } from './suites/peers.js';
import { openLauncher } from './suites/rootfs.js';

const [folder = '', rootfs = '', mebibytes = '0'] = process.argv.slice(2);
// Half of it as the heap has it, half as buffers lie: either way pages that a fork has to take along.
const held = Array.from({ length: Number(mebibytes) / 2 }, (_none, at) => ({
  buffer: Buffer.alloc(2 ** 20, at),
  numbers: Array.from({ length: 2 ** 17 }, (_nothing, index) => index + at),
}));

const { contenders, gaps, shared } = await openPeers(folder, {
  rootfs,
  yardstick: '',
  except: ['unshare and chroot', 'bwrap, overlay made in C', 'runc run', 'podman run --rm'],
});
const all: Contender[] = [
  await openLauncher({
    name: 'layover, library',
    home: join(folder, 'state'),
    spec: { lowers: [rootfs], command: ['/bin/true'] },
  }),
  ...contenders,
  {
    name: 'spawn, no sandbox',
    sample: () => timeMs(() => spawnTrue(rootfs)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  },
];

process.on('message', (name: string) => void answer(name));
process.once('disconnect', () => void leave());
process.send?.({ names: all.map((one) => one.name), gaps, held: held.length });

async function answer(name: string): Promise<void> {
  const contender = all.find((one) => one.name === name);
  if (contender === undefined) throw new Error(`There is no contender ${name}`);
  process.send?.(await contender.sample());
}

async function leave(): Promise<void> {
  for (const one of all) await one[Symbol.asyncDispose]();
  await shared[Symbol.asyncDispose]();
}

// Ctrl-C reaches the whole group: the one who started this disconnects when it is done.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => undefined);
