import type { ChangeSummary } from '../../diff/summarize.js';
import type { Part } from '../../overlay/part.js';
export declare const NO_CHANGES: ChangeSummary;
/** An upper's own directory as a job sees it, in a form that can be compared. Its times are the kernel's business. */
export declare function describeUpperRoot({ upper, marks }: Pick<Part, 'upper' | 'marks'>): string;
/**
 * Whether a job left every upper as it was made: then there is nothing to read, and nothing of the job's in its
 * directory. Looks at one entry of each at most, so it may be done anywhere. A whole copy is never known to be so.
 */
export declare function areUntouched(parts: readonly Part[], before: readonly string[]): boolean;
