import { type RawPath } from '../base/bytes-path.js';
import type { Entry } from '../tree/entry.js';
/** The longest path that is followed: 32 KiB, eight times what the kernel takes in one call. */
export declare const PATH_BYTES_MAX: number;
/**
 * Keeps what a job left from being more than this process can hold: a diff is sorted and compared as a whole, in
 * memory. Beyond the limit the reading stops with LAYOVER_UPPER_LIMIT, before the memory does.
 */
export declare class Budget {
  #private;
  constructor(limitBytes?: number);
  /** Counts one path that was looked at; either side may be absent. */
  spend(path: RawPath, ...entries: ReadonlyArray<Entry | undefined>): void;
}
