import type { Architecture } from './architecture.js';
/** What the kernel is told: SECCOMP_RET_*, with an errno in the low 16 bits. */
export type Verdict = number;
export declare const ALLOW: Verdict;
export declare const KILL_PROCESS: Verdict;
export declare const KILL_THREAD: Verdict;
export declare const TRAP: Verdict;
export declare const LOG: Verdict;
export declare function refuse(errno: number): Verdict;
/** The errno of a verdict that gives one. */
export declare function findErrno(verdict: Verdict): number | undefined;
export declare const EPERM: Verdict;
/** Also what the kernel says of a call it does not have: programs fall back to an older one. */
export declare const ENOSYS: Verdict;
/** A test of one argument, 0 to 5. */
export type ArgumentTest =
  /** The low 32 bits, which is all the kernel looks at where it takes an int: the rest must not hide a value. */
  | {
      readonly kind: 'low';
      readonly argument: number;
      readonly mask?: number;
      readonly among: readonly number[];
    }
  | {
      readonly kind: 'masked';
      readonly argument: number;
      readonly mask: bigint;
      readonly value: bigint;
    }
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
