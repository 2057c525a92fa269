import type { HostPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import { type CommitOptions, type CommitReport } from './report.js';
/**
 * Filling a directory of layover's own, which nobody else knows: afterwards it is what it was, plus the changes. They are
 * applied one by one, everything as the job left it, and a failure leaves those before it; no journal, no way back.
 * Directories get their attributes last, the deepest first, when nothing will be made in them any more.
 */
export interface FillOptions extends CommitOptions {
  readonly target: HostPath;
}
/** Applies sorted, complete changes. Synchronous: for a worker, never for the main thread. */
export declare function fillDirectory(changes: readonly Change[], options: FillOptions): CommitReport;
