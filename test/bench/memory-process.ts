/**
 * A runner whose memory is counted by another: `memory-process HOME ROOTFS QUEUED RUNNING`. Sends `idle` when it has run some
 * jobs; told to go on, submits all and sends `busy` when so many run; ends when told so again. Needs --expose-gc.
 */
import { once } from 'node:events';
import { openLayover } from '#src/sandbox/open.js';
import { launch } from './suites/rootfs.js';

const [home, rootfs = '', queued = '', running = ''] = process.argv.slice(2);
// Until then it still loads and compiles what it needs anyway.
const LAUNCHES = 20;
const concurrency = Number(running);
const layover = await openLayover({ home, concurrency });
for (let turn = 0; turn < LAUNCHES; turn += 1)
  await launch(layover, { lowers: [rootfs], command: ['/bin/true'] });
await report('idle');

let started = 0;
const allStarted = new Promise<void>((resolve) => {
  const onStart = (): void => {
    started += 1;
    if (started === concurrency) resolve();
  };
  const spec = { lowers: [rootfs], command: ['/bin/pause'], onStart };
  void layover.submitAll(Array.from({ length: Number(queued) + concurrency }, () => ({ spec })));
});
await allStarted;
await report('busy');
await layover.close();
process.disconnect();

/** Says so and waits for the answer. What is garbage by then is gone. */
async function report(state: string): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const answer = once(process, 'message');
  process.send?.(state);
  await answer;
}
