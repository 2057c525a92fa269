import { expect, test } from 'vitest';
import { type Effort, FULL, measureSuite } from './harness.js';
import type { Contender, Suite } from './suite.js';

const ROUNDS: Effort = { ...FULL, warmUpRounds: 2, rounds: 3 };

/** Contenders that write down what is done with them. */
function recorder(): { seen: string[]; contender(name: string, values: readonly number[]): Contender } {
  const seen: string[] = [];
  return {
    seen,
    contender(name, values) {
      let at = 0;
      return {
        name,
        sample() {
          seen.push(name);
          const value = values[at++ % values.length];
          return value === undefined ? Promise.reject(new Error(`${name} broke`)) : Promise.resolve(value);
        },
        async [Symbol.asyncDispose]() {
          seen.push(`${name} disposed`);
          await Promise.resolve();
        },
      };
    },
  };
}

function suiteOf(contenders: readonly Contender[], seen: string[], rest: Partial<Suite> = {}): Suite {
  const shared = {
    async [Symbol.asyncDispose]() {
      seen.push('shared disposed');
      await Promise.resolve();
    },
  };
  return { name: 's', description: 'd', open: () => Promise.resolve({ contenders, shared }), ...rest };
}

test('contenders run in turns after a warm-up that is not counted, and all is disposed of', async () => {
  const { seen, contender } = recorder();
  const suite = suiteOf([contender('a', [1]), contender('b', [2])], seen);
  const { measured } = await measureSuite(suite, { effort: ROUNDS });
  expect(seen.slice(0, 10)).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']);
  expect(seen.slice(10)).toEqual(['a disposed', 'b disposed', 'shared disposed']);
  expect(
    measured.map(({ name, samples, p50, ratio }) => ({ name, count: samples.length, p50, ratio })),
  ).toEqual([
    { name: 'a', count: 3, p50: 1, ratio: 1 },
    { name: 'b', count: 3, p50: 2, ratio: 2 },
  ]);
});

test('a contender is measured against the yardstick it names', async () => {
  const { seen, contender } = recorder();
  const contenders = [contender('a', [1]), contender('b', [4]), { ...contender('c', [2]), yardstick: 'b' }];
  const { measured } = await measureSuite(suiteOf(contenders, seen), { effort: ROUNDS });
  expect(measured.map(({ ratio }) => ratio)).toEqual([1, 4, 0.5]);
});

test('a contender that breaks is named and left out, and the others go on', async () => {
  const { seen, contender } = recorder();
  const broken = contender('b', [1, 1, 1, undefined as unknown as number]);
  const suite = suiteOf([contender('a', [1]), broken, contender('c', [3])], seen);
  const { measured, failures } = await measureSuite(suite, { effort: ROUNDS });
  expect(failures).toEqual([{ name: 'b', reason: 'b broke' }]);
  expect(measured.map(({ name, samples }) => [name, samples.length])).toEqual([
    ['a', 3],
    ['c', 3],
  ]);
  expect(seen).toContain('b disposed');
});

test('a run that is broken off ends after the sample at hand, with all disposed of', async () => {
  const { seen, contender } = recorder();
  const controller = new AbortController();
  const last = contender('b', [1]);
  const stopping: Contender = {
    ...last,
    sample() {
      controller.abort(new Error('enough'));
      return last.sample();
    },
  };
  const suite = suiteOf([contender('a', [1]), stopping, contender('c', [1])], seen);
  await expect(measureSuite(suite, { effort: ROUNDS, signal: controller.signal })).rejects.toThrow('enough');
  expect(seen).toEqual(['a', 'b', 'a disposed', 'b disposed', 'c disposed', 'shared disposed']);
});

test('one that fails at being disposed of keeps nobody from it, and is told', async () => {
  const { seen, contender } = recorder();
  const sticky: Contender = {
    ...contender('a', [1]),
    [Symbol.asyncDispose]: () => Promise.reject(new Error('busy')),
  };
  const measuring = measureSuite(suiteOf([sticky, contender('b', [1])], seen), { effort: ROUNDS });
  await expect(measuring).rejects.toThrow('could not be cleaned up');
  expect(seen.slice(-2)).toEqual(['b disposed', 'shared disposed']);
});

test('a suite is measured for its time, for enough rounds at the least, and not far beyond its most', async () => {
  const rounds = async (rest: Partial<Suite>, effort: Effort): Promise<number> => {
    const { seen, contender } = recorder();
    const { measured } = await measureSuite(suiteOf([contender('a', [1])], seen, rest), { effort });
    return measured[0]?.samples.length ?? 0;
  };
  const effort = { ...FULL, warmUpRounds: 0 };
  expect(await rounds({ seconds: 0 }, effort)).toBe(30);
  expect(await rounds({ seconds: 0 }, { ...effort, share: 1e-9 })).toBe(FULL.roundsMin);
  expect(await rounds({ samplesMax: 10 }, effort)).toBe(30);
  expect(await rounds({ samplesMax: 70 }, effort)).toBe(70);
});
