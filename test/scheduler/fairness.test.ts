import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairClasses } from '#src/scheduler/fair-classes.js';
import { ReadyQueue } from '#src/scheduler/ready-queue.js';
import { ResourcePool } from '#src/scheduler/resources.js';
import { isFullRun } from '../fixtures/requirements.js';

const SEED = Number(process.env['LAYOVER_TEST_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = isFullRun ? 20_000 : 1_000;

const randomClass = fc.record({
  weight: fc.constantFrom(1, 2, 0.5, 5),
  durations: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 5 }),
});
type RandomClass = typeof randomClass extends fc.Arbitrary<infer T> ? T : never;

interface Fake {
  readonly className: string;
  readonly request: ReturnType<ResourcePool['plan']>;
  readonly turn: number;
  readonly sequence: number;
  readonly ms: number;
}

/** Runs tasks of classes that always have one ready; the most that two of them were apart, and may be. */
function contend(concurrency: number, classes: readonly RandomClass[]): { apart: number; bound: number } {
  const pool = new ResourcePool(concurrency);
  const weights = Object.fromEntries(classes.map(({ weight }, index) => [`${index}`, weight]));
  const queue = new ReadyQueue<Fake>(pool, weights);
  const request = pool.plan({}, 'a task');
  const used = classes.map(() => 0);
  let sequence = 0;
  const add = (index: number): void => {
    const { durations } = classes[index] as RandomClass;
    const ms = durations[sequence % durations.length] ?? 1;
    sequence += 1;
    queue.push({ className: `${index}`, request, turn: sequence, sequence, ms });
  };
  for (const index of classes.keys()) for (let count = 0; count <= concurrency; count += 1) add(index);
  const running: Array<{ readonly fake: Fake; readonly endMs: number }> = [];
  let nowMs = 0;
  let apart = 0;
  for (let step = 0; step < 300; step += 1) {
    for (let fake = queue.next(); fake !== undefined; fake = queue.next()) {
      running.push({ fake, endMs: nowMs + fake.ms });
      add(Number(fake.className));
    }
    running.sort((a, b) => a.endMs - b.endMs);
    const first = running.shift();
    if (first === undefined) break;
    nowMs = first.endMs;
    queue.ended(first.fake, first.fake.ms);
    const index = Number(first.fake.className);
    used[index] = (used[index] ?? 0) + first.fake.ms / (classes[index]?.weight ?? 1);
    apart = Math.max(apart, Math.max(...used) - Math.min(...used));
  }
  const longest = Math.max(...classes.map(({ durations, weight }) => Math.max(...durations) / weight));
  return { apart, bound: (concurrency + 1) * longest };
}

test(`classes that always have something ready stay together, ${RUNS} times`, () => {
  console.log(`fairness: ${RUNS} runs, LAYOVER_TEST_SEED=${SEED}`);
  let worst = 0;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.array(randomClass, { minLength: 2, maxLength: 5 }),
      (concurrency, classes) => {
        const { apart, bound } = contend(concurrency, classes);
        worst = Math.max(worst, apart / bound);
        expect(apart).toBeLessThanOrEqual(bound);
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  console.log(`fairness: at worst ${(100 * worst).toFixed(0)} % of what is promised`);
});

test('classes that come and go are forgotten', () => {
  const pool = new ResourcePool(1);
  const classes = new FairClasses<Fake>({});
  const request = pool.plan({}, 'a task');
  for (let sequence = 0; sequence < 10_000; sequence += 1) {
    const fake = { className: `${sequence}`, request, turn: sequence, sequence, ms: 1 };
    classes.push(fake);
    classes.charge(fake);
    classes.remove(fake);
    classes.correct(fake, 1);
  }
  expect(classes.size).toBeLessThan(200);
});
