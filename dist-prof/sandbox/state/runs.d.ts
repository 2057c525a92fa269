import type { Home } from './home.js';
/** How a job of a run ended, as far as commands need to know. */
export interface RunJobRecord {
  readonly name: string;
  /** The kept job; absent where none was run. */
  readonly job?: string | undefined;
  readonly [more: string]: unknown;
}
/** Sorts by time of creation. */
export declare function newRunId(now?: number): string;
export declare function isRunWord(word: string): boolean;
/** Newest first. */
export declare function listRuns(home: Pick<Home, 'runs'>): string[];
/** The directory of a run's, and the record of one job of it, by `RUN/JOB`. LAYOVER_JOB_UNKNOWN otherwise. */
export declare function findRunJob(
  home: Pick<Home, 'runs' | 'path'>,
  word: string,
): {
  directory: string;
  record: RunJobRecord;
};
/** The id of the kept job behind `RUN/JOB`. */
export declare function getKeptId(home: Home, word: string): string;
export declare function logPath(directory: string, name: string, stream: 'stdout' | 'stderr'): string;
/** Records of the jobs that have ended. */
export declare function readJobs(directory: string): RunJobRecord[];
/** Makes a run's directory. */
export declare function createRun(home: Pick<Home, 'runs'>, id: string): string;
/** All at once. */
export declare function writeRunJob(directory: string, record: RunJobRecord): void;
export declare function writeRun(directory: string, about: object): void;
/** Gives a log a second name in the run; nothing where there is no such log. */
export declare function linkLog(from: string, to: string): void;
