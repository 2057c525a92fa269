import { CODE, highHalf, instruction, lowHalf } from './bpf.js';
/** Goes on behind itself where the test holds, and skips `rest` further instructions where it does not. */
export function testArgument(test, rest) {
  const steps = stepsOf(test);
  return steps.map(({ code, value, yes, no }, index) => {
    const left = steps.length - 1 - index;
    const distance = { next: 0, pass: left, fail: left + rest };
    return instruction(code, value, [distance[yes], distance[no]]);
  });
}
function stepsOf(test) {
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
function amongSteps(values) {
  return values.map((value, index) =>
    compare('equal', value, 'pass', index === values.length - 1 ? 'fail' : 'next'),
  );
}
/** A 64-bit comparison by halves: the high ones decide unless they are equal. */
function compareSteps(argument, operator, value) {
  const isEquality = operator === 'equal' || operator === 'not-equal';
  const isNegated = operator === 'not-equal' || operator === 'less' || operator === 'less-or-equal';
  const [hold, miss] = isNegated ? ['fail', 'pass'] : ['pass', 'fail'];
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
};
function load(offset, mask) {
  const read = { code: CODE.load, value: offset, yes: 'next', no: 'next' };
  return mask === undefined ? [read] : [read, { code: CODE.and, value: mask, yes: 'next', no: 'next' }];
}
function compare(code, value, ...[yes, no]) {
  return { code: CODE[code], value, yes, no };
}
function low(value) {
  return Number(value & 0xffffffffn);
}
function high(value) {
  return Number((value >> 32n) & 0xffffffffn);
}
//# sourceMappingURL=compile-argument.js.map
