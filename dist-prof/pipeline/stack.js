/**
 * The job itself, then what its needs stand on: every job once, and above all that it needs. Of two needs the
 * preferred one lies higher; without a preference the one written last.
 */
export function stackOf(job, stacks) {
  return [job.name, ...mergeStacks(tops(job, stacks).map((need) => stacks.get(need) ?? [need]))];
}
/** Pairs of jobs below a job that could overwrite each other: neither an earlier job nor a preference says whose is seen. */
export function strangersOf(job, stacks) {
  const highest = tops(job, stacks);
  const written = job.needs.filter((need) => highest.includes(need));
  const open = written.map((need) => ({ need, stack: stacks.get(need) ?? [need] }));
  return open.flatMap((one, index) =>
    open.slice(index + 1).flatMap((other) => {
      const mine = one.stack.filter((name) => !other.stack.includes(name));
      const theirs = other.stack.filter((name) => !one.stack.includes(name));
      const isChosen = job.prefer.includes(one.need) || job.prefer.includes(other.need);
      const apart = isChosen ? [] : mine.flatMap((left) => theirs.map((right) => [left, right]));
      return [...apart, ...inversions(one.stack, other.stack)];
    }),
  );
}
/** Needs that no other need stands on, the one that wins first. */
function tops({ needs, prefer }, stacks) {
  const others = needs.filter((need) => !prefer.includes(need));
  const ordered = [...prefer, ...others.reverse()];
  return ordered.filter((need) => !ordered.some((one) => one !== need && stacks.get(one)?.includes(need)));
}
/** Two earlier jobs may have settled the same pair differently. */
function inversions(one, other) {
  const shared = one.filter((name) => other.includes(name));
  const places = shared.map((name) => other.indexOf(name));
  if (places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0))) return [];
  return shared.flatMap((left, index) =>
    shared
      .slice(index + 1)
      .filter((right) => other.indexOf(right) < other.indexOf(left))
      .map((right) => [left, right]),
  );
}
/** One order that keeps to every stack's own; where they contradict each other, to the first's. */
function mergeStacks(stacks) {
  const merged = [];
  for (const stack of stacks) {
    // From the bottom: what is not there yet goes right above what it lies on.
    let at = merged.length;
    for (const name of stack.toReversed()) {
      const found = merged.indexOf(name);
      if (found >= 0) at = Math.min(at, found);
      else merged.splice(at, 0, name);
    }
  }
  return merged;
}
//# sourceMappingURL=stack.js.map
