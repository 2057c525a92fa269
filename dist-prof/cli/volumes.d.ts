import type { Volume } from '../commit/volumes.js';
import type { Job } from '../sandbox/result/job.js';
import type { CommitToOptions } from '../sandbox/result/job-options.js';
/** Says it; answers whether there was something to say. */
export declare function sayVolumes(job: Job, options: CommitToOptions): Promise<boolean>;
/** The same, and where somebody sits at the terminal waits for a yes. False: nothing is to be done. */
export declare function confirmVolumes(
  job: Job,
  options: CommitToOptions,
  {
    isYes,
  }: {
    readonly isYes: boolean;
  },
): Promise<boolean>;
/** None where one file system is changed. */
export declare function renderVolumes(volumes: readonly Volume[]): string[];
