import type { Check } from './check.js';
export declare function checkNamespaces(mode: 'root' | 'rootless'): Promise<Check[]>;
export declare function checkFilters(): Promise<Check[]>;
