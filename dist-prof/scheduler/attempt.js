import { LayoverError } from '../base/errors.js';
/** One attempt. Never rejects, whatever `run` does. */
export async function runAttempt(task, context) {
  try {
    const verdict = await task.run(context);
    if (isVerdict(verdict)) return verdict;
    return {
      kind: 'errored',
      error: new TypeError(`${task.name ?? 'A task'} ended without a verdict`),
      isPermanent: true,
    };
  } catch (error) {
    return { kind: 'errored', error };
  }
}
function isVerdict(value) {
  const { kind } = value ?? {};
  return kind === 'succeeded' || kind === 'failed' || kind === 'errored';
}
/** How an attempt ended that nobody stopped. */
export function endOfAttempt(verdict, attempts) {
  if (verdict.kind === 'errored') return { kind: 'errored', error: verdict.error, attempts };
  return { kind: verdict.kind, result: verdict.result, attempts };
}
/** Whether it is the attempt's own time that was over, and not the task's. */
export function isOwnTimeout(stop) {
  return stop.kind === 'timed-out' && stop.scope === 'attempt';
}
export function resultOf(verdict) {
  return verdict.kind === 'errored' ? undefined : verdict.result;
}
/** What the run's signal is aborted with. */
export function reasonOf(id, stop) {
  const what =
    stop.kind === 'timed-out'
      ? `ran out of time after ${stop.afterMs} ms (${stop.scope})`
      : `was canceled by its ${stop.by}`;
  return new LayoverError('LAYOVER_CANCELED', `${id} ${what}`);
}
//# sourceMappingURL=attempt.js.map
