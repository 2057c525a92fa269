import type { DiskKeeper, Fallback } from '../receipt.js';
import type { LimitRequest } from './request.js';
export interface DiskPlan {
  readonly by: DiskKeeper;
  /** What was asked for and not to be had. */
  readonly fallback?: Fallback;
}
export interface DiskRequest {
  readonly limits: LimitRequest;
  readonly asked: DiskKeeper | 'auto';
  readonly mode: 'root' | 'rootless';
  /** A limit that only a look from time to time holds will not do, but where that was asked for. */
  readonly isRequired?: boolean;
  /** As uname(2) has it; default this machine's. */
  readonly kernel?: string;
}
export declare const MKFS = '/sbin/mkfs.ext4';
/**
 * `auto`: a tmpfs of that size for a small limit, which is hard; else the disk is watched, which costs nothing and is
 * soft. An image of that size, hard as well, has to be asked for, or limits be required: making one takes longer than
 * many a job.
 */
export declare function planDisk({ limits, asked, mode, isRequired, kernel }: DiskRequest): DiskPlan;
