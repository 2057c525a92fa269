/** Whether two globs can match the same path, found without looking at any tree. */
/** A pattern that names a directory means all below it, as it does where changes are chosen. */
export function canOverlap(left, right) {
  return expand(left).some((one) =>
    expand(right).some((other) => canMeet(segmentsOf(one), segmentsOf(other), PATHS)),
  );
}
function segmentsOf(glob) {
  return [...glob.split('/').filter((part) => part !== '' && part !== '.'), '**'];
}
const NAMES = { any: '*', canBeSame: (a, b) => a === b || a === '?' || b === '?' };
const PATHS = {
  any: '**',
  canBeSame: (left, right) => canMeet([...simplify(left)], [...simplify(right)], NAMES),
};
/** Whether some sequence fits both patterns. Every pair of positions is looked at once. */
function canMeet(left, right, { any, canBeSame }) {
  const known = new Map();
  const meet = (i, j) => {
    const key = i * (right.length + 1) + j;
    const found = known.get(key) ?? meetAt(i, j);
    known.set(key, found);
    return found;
  };
  const meetAt = (i, j) => {
    const [a, b] = [left[i], right[j]];
    if (a === any) return meet(i + 1, j) || (b !== undefined && meet(i, j + 1));
    if (b === any) return meet(i, j + 1) || (a !== undefined && meet(i + 1, j));
    if (a === undefined || b === undefined) return a === b;
    return canBeSame(a, b) && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}
/** Whatever else a glob can say about a name is taken for `*`, which errs on the side of a conflict. */
function simplify(segment) {
  return segment.replace(/\[[^\]]*\]|[@!+?*]?\([^)]*\)|\*+/g, '*');
}
const EXPANSIONS_MAX = 64;
/** `a{b,c}` is `ab` and `ac`; a range, or too many, is `*`. */
function expand(glob) {
  let globs = [glob];
  while (globs.some((one) => BRACES.test(one))) {
    globs = globs.flatMap(expandOnce);
    if (globs.length > EXPANSIONS_MAX) return [glob.replace(/\{.*\}/, '*')];
  }
  return globs;
}
const BRACES = /\{([^{}]*)\}/;
function expandOnce(glob) {
  const [whole, inner = ''] = BRACES.exec(glob) ?? [];
  if (whole === undefined) return [glob];
  const choices = inner.includes(',') ? inner.split(',') : ['*'];
  return choices.map((choice) => glob.replace(whole, () => choice));
}
//# sourceMappingURL=overlap.js.map
