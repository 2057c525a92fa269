import type { ZodType } from 'zod';
/** When an entry counts: capabilities the container has, Go's names of architectures, the kernel's version. */
export interface Condition {
  readonly arches: readonly string[];
  readonly caps: readonly string[];
  readonly minKernel?: string | undefined;
}
export interface Argument {
  readonly index: number;
  readonly value: number;
  readonly valueTwo: number;
  readonly op: ArgumentOperator;
}
declare const ARGUMENT_OPERATORS: readonly [
  'SCMP_CMP_NE',
  'SCMP_CMP_LT',
  'SCMP_CMP_LE',
  'SCMP_CMP_EQ',
  'SCMP_CMP_GE',
  'SCMP_CMP_GT',
  'SCMP_CMP_MASKED_EQ',
];
export type ArgumentOperator = (typeof ARGUMENT_OPERATORS)[number];
export interface Entry {
  /** Docker's older files have one name each. */
  readonly name?: string | undefined;
  readonly names: readonly string[];
  readonly action: string;
  readonly errnoRet?: number | undefined;
  /** Podman's files have the errno's name as well. */
  readonly errno?: string | undefined;
  readonly args: readonly Argument[];
  readonly includes: Condition;
  readonly excludes: Condition;
}
export interface Profile {
  readonly defaultAction: string;
  readonly defaultErrnoRet?: number | undefined;
  readonly defaultErrno?: string | undefined;
  readonly syscalls: readonly Entry[];
}
/** Keys that are of no effect on a filter, comments among them, are passed over. `null` is as good as absent. */
export declare function profileSchema(): Promise<ZodType<Profile>>;
export {};
