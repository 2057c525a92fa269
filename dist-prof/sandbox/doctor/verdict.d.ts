import type { Check, DoctorReport } from './check.js';
/** Whether jobs can have a view by this one. */
export declare function isWorkingOverlay({ name, group, status }: Check): boolean;
type Verdict = Pick<DoctorReport, 'canRun' | 'verdict'>;
/** Jobs run if there is a way to make their view; a check that is missed by nobody says nothing against it. */
export declare function judge(checks: readonly Check[], mode: DoctorReport['mode']): Verdict;
export {};
