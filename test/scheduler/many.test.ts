import { describe, expect, test } from 'vitest';
import { Scheduler } from '#src/scheduler/scheduler.js';
import type { Task } from '#src/scheduler/task.js';

type Shape = (index: number) => Omit<Task<number>, 'run'>;

/** Each gives the queue something else to do. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'side by side': () => ({}),
  'in a chain': (index) => ({ name: `${index}`, needs: index === 0 ? [] : [`${index - 1}`] }),
  'with ten needs each': (index) => ({
    name: `${index}`,
    needs: Array.from({ length: Math.min(index, 10) }, (_none, need) => `${index - 1 - need}`),
  }),
  'of a class each': (index) => ({ class: `${index}` }),
  'of 201 priorities': (index) => ({ priority: (index % 201) - 100 }),
  'asking for something else each': (index) => ({ resources: { memoryBytes: 1_000_000 + index } }),
  'all but one in want of one token': (index) => ({
    resources: index % 1_000 === 0 ? {} : { tokens: { one: 1 } },
  }),
};

async function microsecondsEach(count: number, shape: Shape): Promise<number> {
  const resources = { memoryBytes: 4_000_000, tokens: { one: 1 } };
  await using scheduler = new Scheduler<number>({ concurrency: 8, bound: count, resources });
  const run = (): Promise<{ kind: 'succeeded'; result: number }> =>
    new Promise((end) => {
      setImmediate(end, { kind: 'succeeded', result: 1 });
    });
  const tasks = Array.from({ length: count }, (_none, index) => ({ ...shape(index), run }));
  const startedMs = performance.now();
  const handles = await scheduler.submitAll(tasks);
  const ends = await Promise.all(handles.map(async ({ ended }) => await ended));
  const tookMs = performance.now() - startedMs;
  expect(ends.every(({ kind }) => kind === 'succeeded')).toBe(true);
  return (tookMs * 1_000) / count;
}

describe('10,000 tasks', () => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    test(`${name} cost no more each than 1,000 do`, async () => {
      await microsecondsEach(1_000, shape);
      const few = await microsecondsEach(1_000, shape);
      const many = await microsecondsEach(10_000, shape);
      console.log(`many: ${name}: ${few.toFixed(0)} µs each of 1,000, ${many.toFixed(0)} µs each of 10,000`);
      // Ten times would be the square; the rest is for a machine that is busy with something else.
      expect(many).toBeLessThan(Math.max(5 * few, 100));
    }, 60_000);
  }
});
