import type { SchedulerOptions } from '../scheduler/options.js';
import type { Resources } from '../scheduler/resources.js';
import type { Job } from './result/job.js';

/** The home, and how the runner's scheduler goes about its jobs. */
export interface OpenOptions extends Omit<SchedulerOptions<Job>, 'clock' | 'concurrency'> {
  /** The state directory; default `$LAYOVER_HOME`, else `/var/lib/layover` (root) or `$XDG_DATA_HOME/layover`. */
  readonly home?: string | undefined;
  /** How many jobs run at once; more wait their turn. Default: the number of processors. */
  readonly concurrency?: number | undefined;
  /**
   * What waits ready for jobs like those that ran before: so many processes for worker jobs with `isolation: process`,
   * each for a minute, and one sandbox for a command, for 2 seconds, which has its lowers mounted meanwhile; 0 for
   * nothing. Default: as many as jobs run at once.
   */
  readonly warm?: number | undefined;
  /** What tasks may ask for. Default for what is left out: this machine's processors, memory, and free disk. */
  readonly resources?: Resources | undefined;
  /** Told what had to be done about commits that were interrupted, a line each. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}
