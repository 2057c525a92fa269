import type { DoctorReport } from './check.js';
/** Lines for a terminal: `ok`, `!!` for what is missed, `--` for what was not tried or is not missed. */
export declare function renderDoctor(report: DoctorReport): string[];
