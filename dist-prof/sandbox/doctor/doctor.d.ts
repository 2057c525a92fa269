import type { DoctorReport } from './check.js';

export type { Check, CheckGroup, DoctorReport } from './check.js';
export { renderDoctor } from './render.js';
export interface DoctorOptions {
  /** The state directory to judge; as of `openLayover`. It is not made. */
  readonly home?: string | undefined;
}
/** Tries each thing that jobs need. What is missing is a finding, never an error. */
export declare function runDoctor({ home }?: DoctorOptions): Promise<DoctorReport>;
