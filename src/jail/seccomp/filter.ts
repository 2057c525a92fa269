import { createHash } from 'node:crypto';
import { LayoverError } from '../../base/errors.js';
import { encodeProgram, INSTRUCTIONS_MAX } from './bpf.js';
import { compilePlan } from './compile.js';
import { type FilterPlan, findErrno } from './plan.js';

/** A filter of system calls as the keeper loads it. */
export interface SeccompFilter {
  /** `struct sock_filter[]`. */
  readonly program: Buffer;
  readonly instructions: number;
  /** Of the program, `sha256:…`: equal for equal filters. */
  readonly digest: string;
  /** Calls that the plan refuses: the keeper tries them behind the filter, and starts nothing if one passes. */
  readonly checks: readonly FilterCheck[];
  /** Lets through what the job's init does, so that init takes it as well. */
  readonly fitsInit: boolean;
}

export interface FilterCheck {
  readonly number: number;
  readonly errno: number;
}

// With every argument -1 they cannot succeed, and without a filter they fail with another errno than EPERM.
const PROBED_CALLS = ['unshare', 'mount', 'keyctl', 'add_key', 'setns', 'fsopen'];
const PROBE_COUNT = 3;

export function buildFilter(plan: FilterPlan, { fitsInit }: { readonly fitsInit: boolean }): SeccompFilter {
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
function checksOf({ calls, architecture, unnamed }: FilterPlan): FilterCheck[] {
  return PROBED_CALLS.flatMap((name) => {
    const call = calls.get(name) ?? { rules: [], otherwise: unnamed };
    const [number, errno] = [architecture.numbers.get(name), findErrno(call.otherwise)];
    const isPlain = call.rules.length === 0 && number !== undefined && errno !== undefined && errno > 0;
    return isPlain ? [{ number, errno }] : [];
  }).slice(0, PROBE_COUNT);
}
