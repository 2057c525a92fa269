import type { Check } from './check.js';
/** core(5): a pattern that starts with `|` hands a crash's memory to a program of the host, whatever namespaces it is in. */
export declare function checkCorePattern(): Promise<Check>;
