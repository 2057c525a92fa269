/** How a task of the scheduler's ended, as the end of a job. */
import { LayoverError, messageOf } from '../base/errors.js';
import { isSuccess } from '../jail/outcome.js';
export function endOf(end) {
  switch (end.kind) {
    case 'succeeded':
    case 'failed':
      return { kind: isSuccess(end.result.outcome) ? 'succeeded' : 'failed', done: end.result };
    case 'errored':
      return errorEnd(end.error);
    case 'skipped':
      return { kind: 'skipped', reason: describeTaskEnd(end) };
    case 'canceled':
      return { kind: 'canceled' };
    case 'timed-out':
      return { kind: 'errored', code: 'LAYOVER_PIPELINE', message: describeTaskEnd(end) };
  }
}
function errorEnd(error) {
  if (!(error instanceof LayoverError)) return { kind: 'errored', code: 'BUG', message: messageOf(error) };
  return { kind: 'errored', code: error.code, message: error.message, hint: error.hint };
}
/** In words, for people. */
export function describeTaskEnd(end) {
  if (end.kind === 'errored') return messageOf(end.error);
  if (end.kind === 'timed-out') return `its time was over after ${end.afterMs} ms`;
  if (end.kind !== 'skipped') return end.kind;
  const { because } = end;
  switch (because.kind) {
    case 'need-failed':
      return `${because.name} ${because.end === 'succeeded' ? 'did not succeed' : because.end}`;
    case 'need-skipped':
      return `${because.name} was skipped`;
    case 'when':
      return 'its condition was not met';
    case 'stopped':
      return `${because.name} failed, and nothing new was started`;
  }
}
//# sourceMappingURL=job-end.js.map
