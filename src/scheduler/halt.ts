import { isCleanUp } from './condition.js';
import type { Entry } from './entry.js';
import type { FailureMode } from './options.js';
import type { AttemptEnd, Stop, TaskEnd } from './task.js';

/** Why a scheduler that still takes tasks does not let all of them run. */
export type Halt =
  | { readonly kind: 'failure'; readonly name: string; readonly mode: Exclude<FailureMode, 'continue'> }
  /** Shut down, or out of time. */
  | { readonly kind: 'all'; readonly stop: Stop };

/** What becomes of a task that has no attempt running; undefined where it may go on. */
export function judgeHalted<Result>(halt: Halt, { task, last }: Entry<Result>): TaskEnd<Result> | undefined {
  if (halt.kind === 'all') return stoppedEnd(halt.stop, last);
  if (isCleanUp(task)) return undefined;
  if (last !== undefined) return halt.mode === 'finish-running' ? undefined : last;
  return { kind: 'skipped', because: { kind: 'stopped', name: halt.name } };
}

/** The end of a task that was stopped when none of its attempts ran. */
export function stoppedEnd<Result>(stop: Stop, last: AttemptEnd<Result> | undefined): TaskEnd<Result> {
  const result = last?.kind === 'errored' ? undefined : last?.result;
  return { ...stop, result, attempts: last?.attempts ?? 0 };
}
