/**
 * A plan as instructions:
 *
 *   not the native architecture -> ENOSYS
 *   a binary search over ranges of numbers -> a verdict, or the rules of one call
 *
 * Numbers above the last known one, x32's bit 30 among them, are the last range. Every piece of the program ends in
 * an answer and is entered at its start only, so pieces are joined by skipping over each other's length; nothing is
 * ever patched. No argument is read on the way to a plain verdict, so the kernel caches those that allow (5.11).
 */
import { CODE, instruction, OFFSET_ARCH, OFFSET_NUMBER, SKIP_MAX } from './bpf.js';
import { testArgument } from './compile-argument.js';
import { ENOSYS } from './plan.js';
export function compilePlan(plan) {
  return [
    instruction(CODE.load, OFFSET_ARCH),
    instruction(CODE.equal, plan.architecture.audit, [1, 0]),
    answer(ENOSYS),
    instruction(CODE.load, OFFSET_NUMBER),
    ...search(rangesOf(plan)),
  ];
}
/** Each reaches up to the next one's first number, the last to the end of all numbers. */
function rangesOf(plan) {
  const ranges = [];
  const byNumber = new Map([...plan.architecture.numbers].map(([name, number]) => [number, name]));
  const last = Math.max(...byNumber.keys());
  for (let number = 0; number <= last + 1; number += 1) {
    const call = callOf(plan, byNumber.get(number));
    const before = ranges.at(-1);
    if (before === undefined || !areSame(before.call, call)) ranges.push({ first: number, call });
  }
  return ranges;
}
function callOf(plan, name) {
  if (name === undefined) return { rules: [], otherwise: ENOSYS };
  return plan.calls.get(name) ?? { rules: [], otherwise: plan.unnamed };
}
function areSame(a, b) {
  return a.rules.length === 0 && b.rules.length === 0 && a.otherwise === b.otherwise;
}
function search(ranges) {
  const [first, second] = ranges;
  if (first === undefined) return [];
  if (second === undefined) return decide(first.call);
  const middle = ranges.length >> 1;
  const [below, above] = [search(ranges.slice(0, middle)), search(ranges.slice(middle))];
  return [...skipFrom(ranges[middle]?.first ?? 0, below.length), ...below, ...above];
}
/** Skips that many instructions where the number is `first` or above. */
function skipFrom(first, distance) {
  if (distance <= SKIP_MAX) return [instruction(CODE.greaterOrEqual, first, [distance, 0])];
  return [instruction(CODE.greaterOrEqual, first, [0, 1]), instruction(CODE.skip, distance)];
}
function decide({ rules, otherwise }) {
  return [...rules.flatMap(decideRule), answer(otherwise)];
}
function decideRule({ when, verdict }) {
  return when.reduceRight((rest, test) => [...testArgument(test, rest.length), ...rest], [answer(verdict)]);
}
function answer(verdict) {
  return instruction(CODE.answer, verdict);
}
//# sourceMappingURL=compile.js.map
