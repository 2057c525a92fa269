import { LayoverError } from '../base/errors.js';
import { findNearest } from '../base/nearest.js';
/**
 * The tasks with needs before those that need them, otherwise as they were. LAYOVER_SCHEDULE for a name that stands twice,
 * a need that is neither among them nor known, and a cycle, which is named in full.
 */
export function orderTasks(tasks, isKnown) {
  const byName = nameTasks(tasks);
  for (const task of tasks) {
    for (const need of task.needs ?? []) {
      if (!byName.has(need) && !isKnown(need)) throw unknownNeed(task, need, byName.keys());
    }
  }
  const ordered = new Set();
  for (const task of tasks) visit(task, { byName, ordered });
  return [...ordered];
}
export function unknownNeed(task, need, known) {
  const nearest = findNearest(need, [...known]);
  const hint = nearest
    ? `Did you mean ${nearest}?`
    : 'What a task needs is submitted before it, or together with it by submitAll.';
  return new LayoverError(
    'LAYOVER_SCHEDULE',
    `${task.name ?? 'A task'} needs ${need}, which is no task here`,
    {
      hint,
    },
  );
}
export function nameTaken(name) {
  return new LayoverError('LAYOVER_SCHEDULE', `There are two tasks called ${name}`, {
    hint: 'Give one another name, or forget the first once it has ended.',
  });
}
function nameTasks(tasks) {
  const byName = new Map();
  for (const task of tasks) {
    if (task.name === undefined) continue;
    if (byName.has(task.name)) throw nameTaken(task.name);
    byName.set(task.name, task);
  }
  return byName;
}
/** Depth first without recursion: a chain may be as long as it likes. */
function visit(root, { byName, ordered }) {
  if (ordered.has(root)) return;
  const trail = new Map([[root, needsOf(root)]]);
  const stack = [root];
  for (let task = stack.at(-1); task !== undefined; task = stack.at(-1)) {
    const next = trail.get(task)?.next();
    if (next?.done !== false) {
      ordered.add(task);
      trail.delete(task);
      stack.pop();
      continue;
    }
    const need = byName.get(next.value);
    if (need === undefined || ordered.has(need)) continue;
    if (trail.has(need)) throw cycle([...stack.slice(stack.indexOf(need)), need]);
    trail.set(need, needsOf(need));
    stack.push(need);
  }
}
function needsOf({ needs = [] }) {
  return needs[Symbol.iterator]();
}
function cycle(path) {
  const names = path.map(({ name }) => name).join(' -> ');
  return new LayoverError('LAYOVER_SCHEDULE', `The tasks need each other in a circle: ${names}`, {
    hint: 'An arrow reads "needs"; one of them has to go.',
  });
}
//# sourceMappingURL=graph.js.map
