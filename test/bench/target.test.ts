import { expect, test } from 'vitest';
import { measuredOf } from './sample-report.js';
import type { Target } from './suite.js';
import { describeVerdict, judge } from './target.js';

const ROWS = [measuredOf('native', [10, 10]), measuredOf('ours', [13, 13]), measuredOf('launch', [2, 2])];
const OVER: Omit<Target, 'bound'> = { text: 'ours / native', contender: 'ours', over: 'native' };

test.each([
  [{ ...OVER, bound: { atMost: 1.5 } }, 1.3, 'hit'],
  [{ ...OVER, bound: { atMost: 1.3 } }, 1.3, 'hit'],
  [{ ...OVER, bound: { atMost: 1 } }, 1.3, 'missed by 30 %'],
  [{ ...OVER, bound: { atLeast: 1.3 } }, 1.3, 'hit'],
  [{ ...OVER, bound: { atLeast: 2.6 } }, 1.3, 'missed by 50 %'],
  [{ ...OVER, beyond: 'launch', bound: { atMost: 1.1 } }, 1.1, 'hit'],
  [{ ...OVER, beyond: 'launch', bound: { atMost: 1 } }, 1.1, 'missed by 10 %'],
  [{ text: 'ours', contender: 'ours', bound: { atMost: 20 } }, 13, 'hit'],
] as const)('%j is %d, %s', (target, ratio, words) => {
  const judgment = judge('s', target, ROWS);
  expect(judgment.verdict).toMatchObject({ ratio, interval: { low: ratio, high: ratio } });
  expect(describeVerdict(judgment)).toBe(words);
});

test.each(['contender', 'over', 'beyond'] as const)(
  'a target whose %s is missing is unknown, not hit',
  (role) => {
    const judgment = judge('s', { ...OVER, beyond: 'launch', bound: { atMost: 9 }, [role]: 'absent' }, ROWS);
    expect(describeVerdict(judgment)).toBe('not measured: absent is missing');
  },
);
