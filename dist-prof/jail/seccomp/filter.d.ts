import { type FilterPlan } from './plan.js';
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
export declare function buildFilter(
  plan: FilterPlan,
  {
    fitsInit,
  }: {
    readonly fitsInit: boolean;
  },
): SeccompFilter;
