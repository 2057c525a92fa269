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
   * How many processes wait ready for worker jobs with `isolation: process` like those that ran before; 0 for none.
   * Default: as many as jobs run at once. One that nobody needs for a minute is let go.
   */
  readonly warm?: number | undefined;
  /** What tasks may ask for. Default for what is left out: this machine's processors, memory, and free disk. */
  readonly resources?: Resources | undefined;
  /** Told what had to be done about commits that were interrupted, a line each. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}
