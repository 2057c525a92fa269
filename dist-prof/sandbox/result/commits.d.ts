import type { CommitHeader } from '../../commit/journal.js';
import { type UndoReport } from '../../commit/undo.js';
import type { TaskOptions } from '../trees/tree-host.js';
import type { JobContext } from './job.js';
/** For so long what a commit displaced is kept. */
export declare const UNDO_DAYS = 14;
/** Commits to directories: what they displaced is kept, so that they can be taken back. */
export declare class Commits {
  #private;
  constructor(context: Pick<JobContext, 'home' | 'trees'>);
  /** Those that can be taken back, newest first. */
  list(): CommitHeader[];
  /** Puts everything back as it was before; where somebody has changed it since, nothing: LAYOVER_COMMIT_CONFLICT. */
  undo(id: string, options?: TaskOptions): Promise<UndoReport>;
  /** Forgets those that are older than `UNDO_DAYS`, with what they displaced. Answers with them. */
  expire({ isDryRun }?: { isDryRun?: boolean }): Promise<CommitHeader[]>;
}
/** Takes back the commits of runners that were killed; a line about each. Starts nothing where there are none. */
export declare function recoverKilledCommits({
  home,
  trees,
}: Pick<JobContext, 'home' | 'trees'>): Promise<string[]>;
