import { LayoverError } from '../base/errors.js';
import type { AttemptEnd, OwnTimeout, RunContext, Stop, Task, Verdict } from './task.js';

/** One attempt. Never rejects, whatever `run` does. */
export async function runAttempt<Result>(
  task: Task<Result>,
  context: RunContext<Result>,
): Promise<Verdict<Result>> {
  try {
    const verdict: unknown = await task.run(context);
    if (isVerdict<Result>(verdict)) return verdict;
    return {
      kind: 'errored',
      error: new TypeError(`${task.name ?? 'A task'} ended without a verdict`),
      isPermanent: true,
    };
  } catch (error) {
    return { kind: 'errored', error };
  }
}

function isVerdict<Result>(value: unknown): value is Verdict<Result> {
  const { kind } = (value ?? {}) as { kind?: unknown };
  return kind === 'succeeded' || kind === 'failed' || kind === 'errored';
}

/** How an attempt ended that nobody stopped. */
export function endOfAttempt<Result>(verdict: Verdict<Result>, attempts: number): AttemptEnd<Result> {
  if (verdict.kind === 'errored') return { kind: 'errored', error: verdict.error, attempts };
  return { kind: verdict.kind, result: verdict.result, attempts };
}

/** Whether it is the attempt's own time that was over, and not the task's. */
export function isOwnTimeout(stop: Stop): stop is OwnTimeout {
  return stop.kind === 'timed-out' && stop.scope === 'attempt';
}

export function resultOf<Result>(verdict: Verdict<Result>): Result | undefined {
  return verdict.kind === 'errored' ? undefined : verdict.result;
}

/** What the run's signal is aborted with. */
export function reasonOf(id: string, stop: Stop): LayoverError {
  const what =
    stop.kind === 'timed-out'
      ? `ran out of time after ${stop.afterMs} ms (${stop.scope})`
      : `was canceled by its ${stop.by}`;
  return new LayoverError('LAYOVER_CANCELED', `${id} ${what}`);
}
