/**
 * The conditions of an entry as alternatives, each a list that must hold as a whole. Engines read an argument that
 * stands twice in an entry as a choice: then each condition is an alternative of its own.
 */
export function testsOf(args) {
  const isChoice = new Set(args.map(({ index }) => index)).size < args.length;
  const tests = args.map(testOf);
  return isChoice ? tests.map((test) => [test]) : [tests];
}
const OPERATORS = {
  SCMP_CMP_NE: 'not-equal',
  SCMP_CMP_LT: 'less',
  SCMP_CMP_LE: 'less-or-equal',
  SCMP_CMP_EQ: 'equal',
  SCMP_CMP_GE: 'greater-or-equal',
  SCMP_CMP_GT: 'greater',
};
function testOf({ index: argument, op, value, valueTwo }) {
  if (op === 'SCMP_CMP_MASKED_EQ') {
    return { kind: 'masked', argument, mask: BigInt(value), value: BigInt(valueTwo) };
  }
  return { kind: 'compare', argument, operator: OPERATORS[op], value: BigInt(value) };
}
//# sourceMappingURL=profile-arguments.js.map
