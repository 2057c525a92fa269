import { type RawPath } from '../base/bytes-path.js';
import type { Stat } from '../native/syscalls.js';

type Sizes = Pick<Stat, 'size' | 'blocks'>;
/**
 * How much of the holes of sparse files one task reads as zeros, where every byte counts (a digest, a tar): a job makes a
 * hole of 8 EiB at no cost, and nobody can wait for those zeros or store them. 16 GiB for all files together.
 */
export declare class HoleAllowance {
  #private;
  /** Whether the file's holes are still allowed; they are used up then. */
  take(stat: Sizes): boolean;
  /** The same, with LAYOVER_UPPER_LIMIT where they are not. */
  require(path: RawPath, stat: Sizes): void;
}
export {};
