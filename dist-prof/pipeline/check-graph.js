/** The jobs as a graph: their order, cycles, and needs that would overwrite each other. */
import { canOverlap } from './overlap.js';
import { stackOf, strangersOf } from './stack.js';
/** The jobs, each behind all that it needs. A cycle, or two needs that declare the same output, is an error. */
export function checkGraph(jobs, file) {
  const ordered = orderJobs(jobs, file);
  const stacks = new Map();
  const byName = new Map(ordered.map((job) => [job.name, job]));
  for (const job of ordered) {
    refuseOverlap(job, { byName, stacks, file });
    const stack = stackOf(job, stacks);
    if (stack.length > STACK_MAX) throw tooDeep(job, file);
    stacks.set(job.name, stack);
  }
  return ordered;
}
// Below what an overlay takes, with room for the sandbox's own lowers.
const STACK_MAX = 400;
function tooDeep({ name, fileName }, file) {
  return file.errorAt(
    ['jobs', fileName, 'needs'],
    `${name} would stand on the layers of more than ${STACK_MAX} jobs`,
    'An overlay takes no more: split the pipeline, or commit in between.',
  );
}
function orderJobs(jobs, file) {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const ordered = [];
  const states = new Map();
  for (const root of jobs) {
    // By hand: a chain of needs may be longer than a stack is deep.
    const trail = [{ job: root, next: 0 }];
    for (let top = trail.at(-1); top !== undefined; top = trail.at(-1)) {
      const { job } = top;
      const need = byName.get(job.needs[top.next] ?? '');
      if (top.next === 0 && states.get(job.name) === 'done') {
        trail.pop();
        continue;
      }
      states.set(job.name, 'open');
      top.next += 1;
      if (need === undefined) {
        states.set(job.name, 'done');
        ordered.push(job);
        trail.pop();
      } else if (states.get(need.name) === 'open') {
        throw cycleError(
          trail.map((step) => step.job),
          need,
          file,
        );
      } else if (states.get(need.name) !== 'done') trail.push({ job: need, next: 0 });
    }
  }
  return ordered;
}
function cycleError(trail, again, file) {
  const names = trail.map(({ name }) => name);
  const cycle = [...names.slice(names.indexOf(again.name)), again.name];
  return file.errorAt(['jobs', again.fileName, 'needs'], `jobs need each other: ${cycle.join(' needs ')}`);
}
function refuseOverlap(job, { byName, stacks, file }) {
  for (const [left, right] of strangersOf(job, stacks)) {
    const found = overlapOf(byName.get(left), byName.get(right));
    if (found === undefined) continue;
    const same = found[0] === found[1] ? `both make ${found[0]}` : `make ${found[0]} and ${found[1]}`;
    throw file.errorAt(
      ['jobs', job.fileName, 'needs'],
      `${job.name} needs ${left} and ${right}, which ${same}`,
      `Narrow their outputs, or say whose are taken: prefer: ${left}`,
    );
  }
}
function overlapOf(left, right) {
  const pairs = (left?.outputs ?? []).flatMap((one) => (right?.outputs ?? []).map((other) => [one, other]));
  const found = pairs.find(([one, other]) => isPositive(one) && isPositive(other) && canOverlap(one, other));
  return found && [...found];
}
function isPositive(glob) {
  return !glob.startsWith('!');
}
//# sourceMappingURL=check-graph.js.map
