/** Prints what is to be said about an error; the exit status. */
export declare function reportFailure(error: unknown): number;
/** The lines about an error of layover's own, or about a bug. */
export declare function renderFailure(error: unknown): string[];
/** From an AbortSignal that our own interrupt handler raised. */
export declare function isInterrupt(error: unknown): boolean;
