import { expect, test } from 'vitest';
import { FULL, QUICK } from './harness.js';
import { estimate, keepPace } from './pace.js';

const LEFT = [{ seconds: 100, setUpSeconds: 20 }, {}];

test('the estimate is what is made ready and what is measured', () => {
  expect(estimate(LEFT, FULL)).toBe(100 + 20 + 20 + 3);
  expect(estimate(LEFT, { ...FULL, share: 0.5 })).toBe(60 + 23);
  expect(estimate(LEFT, { ...FULL, rounds: 3 })).toBeNaN();
});

test('a run that is in time measures all it meant to', () => {
  expect(keepPace(FULL, LEFT, 800 - 143)).toBe(FULL);
  expect(keepPace({ ...FULL, rounds: 3 }, LEFT, 10_000)).toEqual({ ...FULL, rounds: 3 });
  expect(keepPace(QUICK, LEFT, 0)).toBe(QUICK);
});

test('a run that is late measures less, so that it ends in time', () => {
  const effort = keepPace(FULL, LEFT, 800 - 143 + 60);
  expect(effort.share).toBe(0.5);
  expect(effort.roundsMin).toBeLessThan(FULL.roundsMin);
  expect(800 - 143 + 60 + estimate(LEFT, effort)).toBe(800);
});

test('and always something', () => {
  expect(keepPace(FULL, LEFT, 10_000).share).toBe(0.2);
  expect(keepPace(QUICK, LEFT, 10_000).share).toBe(QUICK.share);
});
