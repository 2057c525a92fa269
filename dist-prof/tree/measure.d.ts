import { type HostPath } from '../base/bytes-path.js';
/** What an inode and its name take, so that a flood of empty files counts as well. */
export declare const ENTRY_BYTES = 1024;
export interface Measure {
  readonly bytes: number;
  readonly entries: number;
}
/** What trees take of their disk; stops once either is more than `enough`. They may change meanwhile. */
export declare function measureTrees(roots: readonly HostPath[], enough: Measure): Measure;
