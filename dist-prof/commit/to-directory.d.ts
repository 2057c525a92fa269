/**
 * Committing to a directory: afterwards the target is what it was, plus the changes, or just what it was.
 *
 * The target is the user's, the changes are a job's, so the two are kept apart by construction:
 * - Places are reached relative to descriptors below the target's root, without following a symlink or crossing a mount.
 * - What stands at a place is judged against what the job started from (plan.ts); a difference is a conflict.
 * - Everything new is complete before the first place changes hands, by rename (transaction.ts). Nothing is ever written
 *   in place: a second name of a file, or a program that runs from it, keeps its bytes.
 * - What was displaced is kept until `undo` (undo.ts) or until it is too old.
 */
import { type HostPath } from '../base/bytes-path.js';
import type { Change } from '../diff/change.js';
import type { OnConflict, Planned } from './planned.js';
import { type CommitOptions, type CommitReport } from './report.js';
import { type Volume } from './volumes.js';
export interface CommitToDirectoryOptions extends CommitOptions {
  /** An existing directory, or a new one in a directory that exists. */
  readonly target: HostPath;
  /** The state directory, and in it the directory of the journals. */
  readonly home: HostPath;
  readonly commits: HostPath;
  readonly job?: string | undefined;
  /** Where the record of the base lies; without one everything that stands in the target is a change of somebody else's. */
  readonly jobDirectory?: HostPath | undefined;
  /** Owners, setuid, capabilities, devices and every xattr as the job left them; a failure is an error. */
  readonly faithful?: boolean | undefined;
  /** Default `fail`: every conflict is listed, and nothing done. */
  readonly onConflict?: OnConflict | undefined;
  /** Joins the lines of a text that both sides changed, where they changed other ones. */
  readonly merge?: boolean | undefined;
  readonly allowProtected?: boolean | undefined;
  readonly maxDeletes?: number | undefined;
}
/** Applies sorted, complete changes to a directory. Synchronous: for a worker, never for the main thread. */
export declare function commitToDirectory(
  changes: readonly Change[],
  asked: CommitToDirectoryOptions,
): CommitReport;
/** What `commitToDirectory` would do, and what stands in its way. Changes nothing. */
export declare function planCommit(changes: readonly Change[], asked: CommitToDirectoryOptions): Planned[];
/**
 * The file systems that such a commit would change, in their order. Where there are several, each is exchanged on its own;
 * see volumes.ts. Changes nothing.
 */
export declare function findCommitVolumes(
  changes: readonly Change[],
  asked: CommitToDirectoryOptions,
): Volume[];
