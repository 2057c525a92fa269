import { CODE, highHalf, type Instruction, instruction, lowHalf } from './bpf.js';
import type { ArgumentTest, Operator } from './plan.js';

/** Where a comparison leads: on to the next instruction, out of the test as passed, or as failed. */
type Lead = 'next' | 'pass' | 'fail';

interface Step {
  readonly code: number;
  readonly value: number;
  readonly yes: Lead;
  readonly no: Lead;
}

/** Goes on behind itself where the test holds, and skips `rest` further instructions where it does not. */
export function testArgument(test: ArgumentTest, rest: number): Instruction[] {
  const steps = stepsOf(test);
  return steps.map(({ code, value, yes, no }, index) => {
    const left = steps.length - 1 - index;
    const distance: Readonly<Record<Lead, number>> = { next: 0, pass: left, fail: left + rest };
    return instruction(code, value, [distance[yes], distance[no]]);
  });
}

function stepsOf(test: ArgumentTest): Step[] {
  switch (test.kind) {
    case 'low':
      return [...load(lowHalf(test.argument), test.mask), ...amongSteps(test.among)];
    case 'masked':
      return [
        ...load(highHalf(test.argument), high(test.mask)),
        compare('equal', high(test.value), 'next', 'fail'),
        ...load(lowHalf(test.argument), low(test.mask)),
        compare('equal', low(test.value), 'pass', 'fail'),
      ];
    case 'compare':
      return compareSteps(test.argument, test.operator, test.value);
  }
}

function amongSteps(values: readonly number[]): Step[] {
  return values.map((value, index) =>
    compare('equal', value, 'pass', index === values.length - 1 ? 'fail' : 'next'),
  );
}

/** A 64-bit comparison by halves: the high ones decide unless they are equal. */
function compareSteps(argument: number, operator: Operator, value: bigint): Step[] {
  const isEquality = operator === 'equal' || operator === 'not-equal';
  const isNegated = operator === 'not-equal' || operator === 'less' || operator === 'less-or-equal';
  const [hold, miss]: [Lead, Lead] = isNegated ? ['fail', 'pass'] : ['pass', 'fail'];
  const highSteps = isEquality
    ? [compare('equal', high(value), 'next', miss)]
    : [compare('greater', high(value), hold, 'next'), compare('equal', high(value), 'next', miss)];
  return [
    ...load(highHalf(argument)),
    ...highSteps,
    ...load(lowHalf(argument)),
    compare(LOW_CODE[operator], low(value), hold, miss),
  ];
}

// `less` is a `greater-or-equal` that does not hold.
const LOW_CODE = {
  equal: 'equal',
  'not-equal': 'equal',
  greater: 'greater',
  'less-or-equal': 'greater',
  'greater-or-equal': 'greaterOrEqual',
  less: 'greaterOrEqual',
} as const;

function load(offset: number, mask?: number): Step[] {
  const read: Step = { code: CODE.load, value: offset, yes: 'next', no: 'next' };
  return mask === undefined ? [read] : [read, { code: CODE.and, value: mask, yes: 'next', no: 'next' }];
}

function compare(code: keyof typeof CODE, value: number, ...[yes, no]: readonly [Lead, Lead]): Step {
  return { code: CODE[code], value, yes, no };
}

function low(value: bigint): number {
  return Number(value & 0xffffffffn);
}

function high(value: bigint): number {
  return Number((value >> 32n) & 0xffffffffn);
}
