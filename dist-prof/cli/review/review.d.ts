/** `run --on-success ask`: somebody at a terminal looks at what a job changed, and says what becomes of it. */
import type { Layover } from '../../sandbox/open.js';
import type { Job } from '../../sandbox/result/job.js';
import type { RunOptions } from '../run-options.js';
import { type Settlement } from '../settle.js';
/** Until it is settled; a terminal that goes away keeps the job. */
export declare function reviewJob(
  first: Job,
  options: RunOptions,
  layover: Pick<Layover, 'job'>,
): Promise<Settlement>;
