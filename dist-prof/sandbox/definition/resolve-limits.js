import { parseDuration, parseSize } from '../../base/units.js';
import { usageError } from './resolve-view.js';
/** The caller's limits, and the definition's where the caller says nothing. */
export function resolveLimits(asked = {}, defined = {}) {
  const take = (name, parse) => {
    const value = asked[name] ?? defined[name];
    return value === undefined ? undefined : parse(value, `limits.${name}`);
  };
  return {
    memoryBytes: take('memory', parseSize),
    cpus: take('cpus', checkCpus),
    pids: take('pids', checkCount),
    diskBytes: take('disk', parseSize),
    inodes: take('inodes', checkCount),
    files: take('files', checkCount),
    timeoutMs: take('timeout', parseDuration),
    outputBytes: take('output', parseSize),
  };
}
// The shortest slice that the kernel takes is a hundredth of a period.
const CPUS_MIN = 0.01;
const CPUS_MAX = 4_096;
function checkCpus(value, what) {
  if (Number.isFinite(value) && value >= CPUS_MIN && value <= CPUS_MAX) return value;
  throw usageError(`${what} must be a number from ${CPUS_MIN} to ${CPUS_MAX}, got ${value}`);
}
const COUNT_MAX = 2 ** 22;
function checkCount(value, what) {
  if (Number.isInteger(value) && value > 0 && value <= COUNT_MAX) return value;
  throw usageError(`${what} must be a whole number from 1 to ${COUNT_MAX}, got ${value}`);
}
//# sourceMappingURL=resolve-limits.js.map
