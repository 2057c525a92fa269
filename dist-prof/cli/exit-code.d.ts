import type { Outcome } from '../jail/outcome.js';
/** Told the exit status by the command that ran. */
export type SetStatus = (status: number) => void;
export declare const EXIT_TIMED_OUT = 124;
/** Layover itself failed: nothing ran, or the result cannot be trusted. */
export declare const EXIT_LAYOVER_FAILED = 125;
export declare const EXIT_NOT_EXECUTABLE = 126;
export declare const EXIT_NOT_FOUND = 127;
/** As a shell shows a process that a limit's SIGKILL ended. */
export declare const EXIT_LIMIT: number;
export declare const EXIT_INTERRUPTED: number;
/** As a shell shows a process whose reader went away. */
export declare const EXIT_BROKEN_PIPE: number;
/** What a shell would have had from the command, and layover's own statuses where it had none. */
export declare function exitStatusOf(outcome: Outcome): number;
