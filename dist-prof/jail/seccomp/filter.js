import { createHash } from 'node:crypto';
import { LayoverError } from '../../base/errors.js';
import { encodeProgram, INSTRUCTIONS_MAX } from './bpf.js';
import { compilePlan } from './compile.js';
import { findErrno } from './plan.js';

// With every argument -1 they cannot succeed, and without a filter they fail with another errno than EPERM.
const PROBED_CALLS = ['unshare', 'mount', 'keyctl', 'add_key', 'setns', 'fsopen'];
const PROBE_COUNT = 3;
export function buildFilter(plan, { fitsInit }) {
  const instructions = compilePlan(plan);
  if (instructions.length > INSTRUCTIONS_MAX) {
    throw new LayoverError(
      'LAYOVER_USAGE',
      `The seccomp profile needs ${instructions.length} instructions; the kernel takes ${INSTRUCTIONS_MAX}`,
      { hint: 'Drop rules on arguments, or repeat fewer calls.' },
    );
  }
  const program = encodeProgram(instructions);
  const digest = `sha256:${createHash('sha256').update(program).digest('hex')}`;
  return { program, instructions: instructions.length, digest, checks: checksOf(plan), fitsInit };
}
/** From the plan, not from the program: a program that says something else is found out. */
function checksOf({ calls, architecture, unnamed }) {
  return PROBED_CALLS.flatMap((name) => {
    const call = calls.get(name) ?? { rules: [], otherwise: unnamed };
    const [number, errno] = [architecture.numbers.get(name), findErrno(call.otherwise)];
    const isPlain = call.rules.length === 0 && number !== undefined && errno !== undefined && errno > 0;
    return isPlain ? [{ number, errno }] : [];
  }).slice(0, PROBE_COUNT);
}
//# sourceMappingURL=filter.js.map
