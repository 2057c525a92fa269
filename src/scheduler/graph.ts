import { LayoverError } from '../base/errors.js';
import { findNearest } from '../base/nearest.js';

/** As much of a task as the graph is made of. */
export interface Node {
  readonly name?: string | undefined;
  readonly needs?: readonly string[] | undefined;
}

/**
 * The tasks with needs before those that need them, otherwise as they were. LAYOVER_SCHEDULE for a name that stands twice,
 * a need that is neither among them nor known, and a cycle, which is named in full.
 */
export function orderTasks<T extends Node>(tasks: readonly T[], isKnown: (name: string) => boolean): T[] {
  const byName = nameTasks(tasks);
  for (const task of tasks) {
    for (const need of task.needs ?? []) {
      if (!byName.has(need) && !isKnown(need)) throw unknownNeed(task, need, byName.keys());
    }
  }
  const ordered = new Set<T>();
  for (const task of tasks) visit(task, { byName, ordered });
  return [...ordered];
}

export function unknownNeed(task: Node, need: string, known: Iterable<string>): LayoverError {
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

export function nameTaken(name: string): LayoverError {
  return new LayoverError('LAYOVER_SCHEDULE', `There are two tasks called ${name}`, {
    hint: 'Give one another name, or forget the first once it has ended.',
  });
}

function nameTasks<T extends Node>(tasks: readonly T[]): Map<string, T> {
  const byName = new Map<string, T>();
  for (const task of tasks) {
    if (task.name === undefined) continue;
    if (byName.has(task.name)) throw nameTaken(task.name);
    byName.set(task.name, task);
  }
  return byName;
}

interface Walk<T> {
  readonly byName: ReadonlyMap<string, T>;
  readonly ordered: Set<T>;
}

/** Depth first without recursion: a chain may be as long as it likes. */
function visit<T extends Node>(root: T, { byName, ordered }: Walk<T>): void {
  if (ordered.has(root)) return;
  const trail = new Map<T, Iterator<string>>([[root, needsOf(root)]]);
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

function needsOf({ needs = [] }: Node): Iterator<string> {
  return needs[Symbol.iterator]();
}

function cycle(path: readonly Node[]): LayoverError {
  const names = path.map(({ name }) => name).join(' -> ');
  return new LayoverError('LAYOVER_SCHEDULE', `The tasks need each other in a circle: ${names}`, {
    hint: 'An arrow reads "needs"; one of them has to go.',
  });
}
