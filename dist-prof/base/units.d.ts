/** Bytes from a number or text such as `64M` (powers of 1,024). `what` names it in the error. */
export declare function parseSize(value: number | string, what: string): number;
/** Milliseconds from a number, or text such as `90s`, `10m`; text without a unit is seconds. */
export declare function parseDuration(value: number | string, what: string): number;
export declare function formatSize(bytes: number): string;
export declare function formatDuration(ms: number): string;
