import { type HostPath } from '../base/bytes-path.js';
import { type CommitHeader } from './journal.js';
/** What an undo did. */
export interface UndoReport {
  readonly commit: string;
  readonly target: HostPath;
  readonly restored: number;
}
/**
 * Puts back what a commit displaced, and takes away what it made. Where somebody has changed a place since, nothing is
 * done at all, and every such place is named: `LAYOVER_COMMIT_CONFLICT`.
 */
export declare function undoCommit(commits: HostPath, id: string): UndoReport;
/** The commits that can be taken back, newest first. */
export declare function listCommits(commits: HostPath): CommitHeader[];
