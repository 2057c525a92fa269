import type { Check } from './check.js';

type Mode = 'root' | 'rootless';
export declare function examine(home: string, mode: Mode): Promise<Check[]>;
export {};
