/** The meter of the uppers' tests tells what holds the loop from what other programs take. */
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { DELAY_MS_MAX } from './describe-uppers.js';

describe('the meter of the event loop', () => {
  const meter = fileURLToPath(new URL('loop-meter.mjs', import.meta.url));
  const measure = async (work: string): Promise<number> => {
    const script = `
      const { LoopMeter } = await import(${JSON.stringify(meter)});
      const loop = new LoopMeter();
      await new Promise((resolve) => setTimeout(resolve, 50));
      loop.take();
      ${work}
      await new Promise((resolve) => setTimeout(resolve, 50));
      console.log(loop.take());
      loop.stop();`;
    return Number((await execa(process.execPath, ['--input-type=module', '-e', script])).stdout);
  };

  test('sees 80 ms of work and 80 ms of waiting on the main thread', async () => {
    // Of processor time: what others take of it is not this thread's doing.
    const work = 'for (const start = process.cpuUsage(); process.cpuUsage(start).user < 80_000; );';
    const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 80);';
    expect(await measure(work)).toBeGreaterThan(DELAY_MS_MAX);
    expect(await measure(wait)).toBeGreaterThan(DELAY_MS_MAX);
  });

  test('sees none in a loop that only waits for timers, whatever else the processors do', async () => {
    const others = Array.from({ length: 6 }, () =>
      execa('timeout', ['3', 'sh', '-c', 'while :; do :; done'], { reject: false }),
    );
    const delays = [await measure(''), await measure(''), await measure('')];
    for (const other of others) other.kill();
    await Promise.all(others);
    expect(Math.min(...delays)).toBeLessThan(DELAY_MS_MAX);
  });
});
