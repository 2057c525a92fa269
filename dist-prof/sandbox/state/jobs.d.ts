import type { Home } from './home.js';
import { type JobRecord } from './job-record.js';
/** What a job's directory is called; nothing else is ever looked up by name. */
export declare const ID_PATTERN: RegExp;
export interface JobDirectory {
  readonly id: string;
  readonly path: string;
  /** Open on the directory, with its flock. */
  readonly lock: number;
}
/**
 * Makes a job's directory, with the root's `upper` and `work` in it, and takes its lock. Waits for a sweep, which moves
 * a few directories and is over in a moment; LAYOVER_HOME where that takes longer than `patienceMs`.
 */
export declare function createJobDirectory(home: Home, patienceMs?: number): Promise<JobDirectory>;
/** The same without waiting; undefined while there is a sweep. */
export declare function tryCreateJobDirectory(home: Home): JobDirectory | undefined;
/** A directory of a kept job whose record is damaged. It can be discarded, and nothing else. */
export interface UnreadableJob {
  readonly id: string;
  readonly reason: string;
}
/** Every kept job, newest first; a damaged one does not hide the others. */
export declare function listKept(home: Home): Promise<{
  records: JobRecord[];
  unreadable: UnreadableJob[];
}>;
export declare function getRecord(home: Home, id: string): Promise<JobRecord>;
/** Takes a kept job out of sight, whether its record can be read or not. */
export declare function discardKept(home: Home, id: string): void;
/** A kept job for the caller alone, who closes the lock. LAYOVER_JOB_BUSY where somebody has it. */
export declare function lockKept(home: Home, id: string): JobDirectory;
/** Holds a kept job against being discarded, beside others who read it; the caller closes it. */
export declare function lockForReading(home: Home, id: string): number;
/** Locks a job against others; undefined where one holds it. */
export declare function tryLock(home: Home, id: string): number | undefined;
/** Takes a directory away that no job has used. */
export declare function discardDirectory(home: Home, { id, lock }: JobDirectory): void;
/** At once, whatever its size: the name leaves `jobs`, the bytes go when the trash is emptied. */
export declare function moveToTrash(home: Home, id: string): void;
/** Moves what killed runners left behind to the trash; the ids moved. Nothing while another process does the same. */
export declare function sweepDeadJobs(home: Home): Promise<string[]>;
