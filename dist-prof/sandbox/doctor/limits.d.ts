import type { Check } from './check.js';
export declare function checkLimits(): Promise<Check[]>;
