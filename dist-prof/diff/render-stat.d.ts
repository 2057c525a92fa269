import type { Change } from './change.js';
/** Each change with its sizes, then a count for each kind, then one line for all. */
export declare function renderStat(changes: readonly Change[]): string[];
/** `1.5 KiB`. */
export declare function formatBytes(bytes: number): string;
