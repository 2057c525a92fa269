/**
 * What a filter says, before it is a program: for each system call by name, a verdict, or rules on its arguments.
 * The shipped policy (policy.ts) and profiles of container engines (profile.ts) both become plans; compile.ts turns
 * a plan into instructions.
 */
import { constants } from 'node:os';
import type { Architecture } from './architecture.js';

/** What the kernel is told: SECCOMP_RET_*, with an errno in the low 16 bits. */
export type Verdict = number;

export const ALLOW: Verdict = 0x7fff0000;
export const KILL_PROCESS: Verdict = 0x80000000;
export const KILL_THREAD: Verdict = 0x00000000;
export const TRAP: Verdict = 0x00030000;
export const LOG: Verdict = 0x7ffc0000;
const ERRNO: Verdict = 0x00050000;

export function refuse(errno: number): Verdict {
  return (ERRNO | (errno & 0xffff)) >>> 0;
}

/** The errno of a verdict that gives one. */
export function findErrno(verdict: Verdict): number | undefined {
  return (verdict & 0xffff0000) >>> 0 === ERRNO ? verdict & 0xffff : undefined;
}

export const EPERM: Verdict = refuse(constants.errno.EPERM);
/** Also what the kernel says of a call it does not have: programs fall back to an older one. */
export const ENOSYS: Verdict = refuse(constants.errno.ENOSYS);

/** A test of one argument, 0 to 5. */
export type ArgumentTest =
  /** The low 32 bits, which is all the kernel looks at where it takes an int: the rest must not hide a value. */
  | {
      readonly kind: 'low';
      readonly argument: number;
      readonly mask?: number;
      readonly among: readonly number[];
    }
  | { readonly kind: 'masked'; readonly argument: number; readonly mask: bigint; readonly value: bigint }
  | {
      readonly kind: 'compare';
      readonly argument: number;
      readonly operator: Operator;
      readonly value: bigint;
    };

export type Operator = 'equal' | 'not-equal' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';

export interface Rule {
  /** All must hold. */
  readonly when: readonly ArgumentTest[];
  readonly verdict: Verdict;
}

export interface CallPlan {
  /** The first that holds decides. */
  readonly rules: readonly Rule[];
  readonly otherwise: Verdict;
}

export interface FilterPlan {
  readonly architecture: Architecture;
  readonly calls: ReadonlyMap<string, CallPlan>;
  /** For calls that the architecture has and `calls` does not name. Numbers without a name are ENOSYS. */
  readonly unnamed: Verdict;
}
