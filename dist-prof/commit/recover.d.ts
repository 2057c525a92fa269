/** What a start does about commits that were killed, and about those too old to be taken back. */
import { type HostPath } from '../base/bytes-path.js';
import { type CommitHeader } from './journal.js';
/** Whether there may be something to recover. Reads a small file for each commit. */
export declare function needsRecovery(commits: HostPath): boolean;
/** Takes back every commit whose process was killed in the middle of it. Answers with a line about each. */
export declare function recoverCommits(commits: HostPath): string[];
/** Commits that are older than `ageMs`, forgotten with what they displaced. With `isDryRun` they are only named. */
export declare function expireCommits(
  commits: HostPath,
  {
    ageMs,
    isDryRun,
  }: {
    ageMs: number;
    isDryRun: boolean;
  },
): CommitHeader[];
