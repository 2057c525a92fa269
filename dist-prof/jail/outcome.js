/** Whether the command, or the function, did what it was asked to. */
export function isSuccess(outcome) {
  return outcome.kind === 'returned' || (outcome.kind === 'exited' && outcome.exitCode === 0);
}
const USAGE_NAMES = [
  'wallMs',
  'userMs',
  'systemMs',
  'memoryPeakBytes',
  'processesPeak',
  'readBytes',
  'writtenBytes',
];
/** Those numbers that are absent. */
export function unmeasuredIn(usage) {
  return USAGE_NAMES.filter((name) => usage[name] === undefined);
}
//# sourceMappingURL=outcome.js.map
