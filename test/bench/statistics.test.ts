import { expect, test } from 'vitest';
import { percentile, ratioInterval } from './statistics.js';

test('a percentile is the nearest rank, whatever the order', () => {
  expect(percentile([5, 1, 4, 2, 3], 0.5)).toBe(3);
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
  const hundred = Array.from({ length: 100 }, (_none, index) => 100 - index);
  expect([0, 0.5, 0.95, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 100]);
  expect(percentile([], 0.5)).toBeNaN();
});

test('a ratio between steady samples is certain', () => {
  expect(ratioInterval([6, 6, 6], [2, 2, 2])).toEqual({ low: 3, high: 3 });
});

test('an interval holds the ratio, and is narrower the more samples there are', () => {
  const wave = (count: number, level: number): number[] =>
    Array.from({ length: count }, (_none, index) => level * (1 + 0.3 * Math.sin(index * 2.4 * level)));
  const width = (count: number): number => {
    const { low, high } = ratioInterval(wave(count, 6), wave(count, 2));
    expect(low).toBeLessThanOrEqual(3.1);
    expect(high).toBeGreaterThanOrEqual(2.9);
    return high - low;
  };
  expect(width(400)).toBeLessThan(width(10));
});

test('what the machine did to both in the same round does not widen the interval', () => {
  const load = Array.from({ length: 60 }, (_none, index) => 1 + (index % 7));
  const { low, high } = ratioInterval(
    load.map((one) => 4 * one),
    load.map((one) => 2 * one),
  );
  expect([low, high]).toEqual([2, 2]);
});

test('the same samples give the same interval', () => {
  const samples = [3, 9, 4, 7, 5];
  expect(ratioInterval(samples, [1, 2, 1, 3, 1])).toEqual(ratioInterval(samples, [1, 2, 1, 3, 1]));
});
