import { measured } from '../../base/timeline.js';
import { syscalls } from '../../native/syscalls.js';
import { openDiskPlace } from '../limits/disk-place.js';
import { JobLimits } from '../limits/job-limits.js';
import type { JobDirectory } from '../state/jobs.js';
import { abandonJob, type JobMeans, type JobPlan } from './setup.js';

type Asker = Pick<JobPlan, 'resolved' | 'machine' | 'timeline'>;

/** What a job needs before it can be launched, the caller's from then on: all of it, or nothing is held and this throws. */
export async function takeMeans(asker: Asker): Promise<JobMeans> {
  const { resolved, machine, timeline } = asker;
  const ids = measured(timeline, 'ids', () => machine.takeIds(resolved.user));
  try {
    const directory = await measured(timeline, 'job directory', () => machine.takeDirectory());
    return { ids, directory, ...(await openBounds(asker, directory)) };
  } catch (error) {
    ids.giveUp();
    throw error;
  }
}

async function openBounds(
  { resolved, machine, timeline }: Asker,
  directory: JobDirectory,
): Promise<Pick<JobMeans, 'limits' | 'place'>> {
  let limits: JobLimits | undefined;
  try {
    limits = await measured(timeline, 'control group', () => JobLimits.open(resolved, machine, directory));
    return { limits, place: await openDiskPlace({ machine, resolved, directory }) };
  } catch (error) {
    const cause = await abandonJob(error, { machine, directory, limits, place: undefined });
    syscalls.close(directory.lock);
    throw cause;
  }
}
