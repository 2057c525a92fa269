import { isCleanUp } from './condition.js';
/** What becomes of a task that has no attempt running; undefined where it may go on. */
export function judgeHalted(halt, { task, last }) {
  if (halt.kind === 'all') return stoppedEnd(halt.stop, last);
  if (isCleanUp(task)) return undefined;
  if (last !== undefined) return halt.mode === 'finish-running' ? undefined : last;
  return { kind: 'skipped', because: { kind: 'stopped', name: halt.name } };
}
/** The end of a task that was stopped when none of its attempts ran. */
export function stoppedEnd(stop, last) {
  const result = last?.kind === 'errored' ? undefined : last?.result;
  return { ...stop, result, attempts: last?.attempts ?? 0 };
}
//# sourceMappingURL=halt.js.map
