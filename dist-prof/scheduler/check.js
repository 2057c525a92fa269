import { LayoverError } from '../base/errors.js';

const PRIORITY_MAX = 100;
const CONDITIONS = ['success', 'failure', 'always'];
const REASONS = ['failed', 'errored', 'timed-out'];
const MODES = ['continue', 'finish-running', 'stop-new', 'kill'];
/** LAYOVER_USAGE for a value that cannot be. */
export function checkTask(task) {
  const { name, priority = 0, when = 'success' } = task;
  const what = name ?? 'A task';
  if (name !== undefined && !/^[^#]/.test(name))
    throw wrong('The name of a task', 'text without a leading #', name);
  checkPriority(`${what}: priority`, priority);
  if (typeof when !== 'function') checkOneOf(`${what}: when`, CONDITIONS, when);
  checkDuration(`${what}: timeoutMs`, task.timeoutMs);
  checkDuration(`${what}: deadlineMs`, task.deadlineMs);
  checkRetry(`${what}: retry`, task.retry ?? {});
}
/** The same for a scheduler. */
export function checkOptions(options) {
  checkCount('concurrency', options.concurrency);
  checkCount('bound', options.bound ?? 1);
  checkOneOf('failureMode', MODES, options.failureMode ?? 'continue');
  checkDuration('runDeadlineMs', options.runDeadlineMs);
  checkDuration('pressure.everyMs', options.pressure?.everyMs);
  checkAbove('ageingMs', options.ageingMs ?? 1);
  for (const [name, weight] of Object.entries(options.weights ?? {})) {
    checkAbove(`The weight of the class ${name}`, weight);
  }
}
function checkPriority(what, value) {
  if (Number.isInteger(value) && Math.abs(value) <= PRIORITY_MAX) return;
  throw wrong(what, `a whole number from -${PRIORITY_MAX} to ${PRIORITY_MAX}`, value);
}
function checkRetry(what, { attempts = 1, on = [], delayMs }) {
  checkCount(`${what}.attempts`, attempts);
  for (const reason of on) checkOneOf(`${what}.on`, REASONS, reason);
  checkDuration(`${what}.delayMs`, delayMs);
}
function checkAbove(what, value) {
  if (!(value > 0 && Number.isFinite(value))) throw wrong(what, 'a number above 0', value);
}
function checkCount(what, value) {
  if (!Number.isInteger(value) || value < 1) throw wrong(what, 'a whole number above 0', value);
}
function checkDuration(what, ms) {
  if (ms !== undefined && !(ms >= 0 && Number.isFinite(ms))) throw wrong(what, 'milliseconds from 0', ms);
}
function checkOneOf(what, words, value) {
  if (!words.includes(value)) throw wrong(what, `one of ${words.join(', ')}`, value);
}
function wrong(what, expected, value) {
  return new LayoverError(
    'LAYOVER_USAGE',
    `${what} must be ${expected}, got ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  );
}
//# sourceMappingURL=check.js.map
